package slipstream.alerting.channel.telegram;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
 * One entry of {@code telegram_configs} in an {@code alertmanager.yml}.
 *
 * @param url the method's address, with the bot's token in it
 * @param chat the number or the name of the chat
 * @param thread the topic within the chat
 * @param message a template; absent for {@code telegram.default.message}
 * @param parseMode {@code HTML}, {@code Markdown}, {@code MarkdownV2}, or empty for plain text
 * @param quiet whether phones stay silent
 */
public record TelegramSettings(
        SecretUrl url,
        String chat,
        OptionalInt thread,
        Optional<String> message,
        String parseMode,
        boolean quiet,
        boolean sendResolved,
        HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "telegram";
    static final String HTML = "HTML";

    private static final String DEFAULT_URL = "https://api.telegram.org";

    public TelegramSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(thread, "thread");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(parseMode, "parseMode");
        Objects.requireNonNull(http, "http");
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        Optional<Secret> token = global.requiredSecret(entry, "bot_token", "telegram_bot_token");
        Optional<SecretUrl> root = global.holds(entry, "api_url", "telegram_api_url")
                ? global.url(entry, "api_url", "telegram_api_url")
                : Optional.of(SecretUrl.parse(DEFAULT_URL));
        if (!SecretFields.has(entry, "chat_id")) {
            entry.missing("chat_id");
        }
        Optional<String> chat =
                SecretFields.read(entry, "chat_id", global.folder()).map(Secret::value);
        OptionalInt thread = entry.wholeNumber("message_thread_id", 1, Integer.MAX_VALUE);
        Optional<String> message = TemplateFields.read(entry, "message");
        String parseMode = entry.has("parse_mode")
                ? entry.oneOf("parse_mode", "", "HTML", "Markdown", "MarkdownV2")
                        .orElse(HTML)
                : HTML;
        boolean quiet = entry.bool("disable_notifications").orElse(false);
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        HttpSettings http = global.http(entry);
        entry.done();
        return root.flatMap(url -> token.flatMap(bot -> chat.map(id -> new TelegramSettings(
                url.resolve("bot" + bot.value() + "/sendMessage"),
                id,
                thread,
                message,
                parseMode,
                quiet,
                sendResolved,
                http))));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new TelegramChannel(this, surroundings);
    }
}
