package slipstream.alerting.channel.slack;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code slack_configs} in an {@code alertmanager.yml}.
 *
 * @param token of a bot, sent as a bearer; absent for incoming webhooks
 * @param texts templates of {@code channel}, {@code username}, {@code icon_emoji} and {@code icon_url}, as far as they are there
 * @param linkNames whether {@code @name} in our texts calls people
 * @param attachment what the configuration wants a message to look like; absent for our own look
 */
public record SlackSettings(
        SecretUrl url,
        Optional<Secret> token,
        Map<String, String> texts,
        boolean linkNames,
        Optional<SlackAttachment> attachment,
        boolean sendResolved,
        HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "slack";

    private static final List<String> TEXTS = List.of("channel", "username", "icon_emoji", "icon_url");

    /** Where bots write (https://api.slack.com/methods/chat.postMessage). */
    private static final String BOT_URL = "https://slack.com/api/chat.postMessage";

    public SlackSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(token, "token");
        texts = Map.copyOf(texts);
        Objects.requireNonNull(attachment, "attachment");
        Objects.requireNonNull(http, "http");
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        Optional<Secret> token = SecretFields.has(entry, "api_url")
                ? SecretFields.read(entry, "app_token", global.folder())
                : global.secret(entry, "app_token", "slack_app_token");
        Optional<SecretUrl> url = token.isPresent() ? botUrl(entry, global) : webhookUrl(entry, global);
        Map<String, String> texts = TemplateFields.read(entry, TEXTS);
        boolean linkNames = entry.bool("link_names").orElse(false);
        boolean sendResolved = entry.bool("send_resolved").orElse(false);
        HttpSettings http = global.http(entry);
        Optional<SlackAttachment> attachment = SlackAttachment.read(entry);
        for (String key : List.of("message_text", "update_message")) {
            if (entry.has(key)) {
                entry.warning(key, "has no effect: each notification is a message of its own");
            }
        }
        entry.done();
        if (token.isPresent() && !texts.containsKey("channel")) {
            entry.error("channel", "is required for a bot, for example '#alerts'");
        }
        return url.map(target -> new SlackSettings(target, token, texts, linkNames, attachment, sendResolved, http));
    }

    private static Optional<SecretUrl> webhookUrl(Fields entry, GlobalSection global) {
        entry.has("app_url");
        return global.requiredUrl(entry, "api_url", "slack_api_url");
    }

    private static Optional<SecretUrl> botUrl(Fields entry, GlobalSection global) {
        if (SecretFields.has(entry, "api_url")) {
            return global.url(entry, "api_url", "slack_api_url");
        }
        return global.holds(entry, "app_url", "slack_app_url")
                ? global.url(entry, "app_url", "slack_app_url")
                : Optional.of(SecretUrl.parse(BOT_URL));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new SlackChannel(this, surroundings);
    }
}
