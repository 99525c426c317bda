package slipstream.alerting.channel.discord;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code discord_configs} in an {@code alertmanager.yml}.
 *
 * @param texts templates of {@code title}, {@code message}, {@code content}, {@code username} and {@code avatar_url}, as far as they are
 *     there
 */
public record DiscordSettings(SecretUrl url, Map<String, String> texts, boolean sendResolved, HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "discord";

    private static final List<String> TEXTS = List.of("title", "message", "content", "username", "avatar_url");

    public DiscordSettings {
        Objects.requireNonNull(url, "url");
        texts = Map.copyOf(texts);
        Objects.requireNonNull(http, "http");
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        if (!SecretFields.has(entry, "webhook_url")) {
            entry.missing("webhook_url");
        }
        Optional<SecretUrl> url = global.url(entry, "webhook_url", "webhook_url");
        Map<String, String> texts = TemplateFields.read(entry, TEXTS);
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        HttpSettings http = global.http(entry);
        entry.done();
        return url.map(target -> new DiscordSettings(target, texts, sendResolved, http));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new DiscordChannel(this, surroundings);
    }
}
