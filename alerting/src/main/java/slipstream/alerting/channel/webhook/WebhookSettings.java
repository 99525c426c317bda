package slipstream.alerting.channel.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code webhook_configs} in an {@code alertmanager.yml}.
 *
 * @param maxAlerts the most alerts in one notification, 0 for all of them
 * @param timeout how long one attempt may take in all
 */
public record WebhookSettings(WebhookUrl url, boolean sendResolved, int maxAlerts, Duration timeout)
        implements ChannelSettings {
    /** Long enough for a receiver that starts on demand (Standard Webhooks advises 15 to 30 s). */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    static final String KIND = "webhook";

    /** Keys that Alertmanager knows here and this release does not. */
    private static final List<String> NOT_YET = List.of("http_config", "timeout", "payload");

    private static final int MAX_URL_FILE_BYTES = 8 * 1024;

    public WebhookSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("max_alerts is negative");
        }
    }

    /**
     * Reads one entry; problems are recorded with the fields.
     *
     * @param folder what a relative {@code url_file} is relative to
     */
    public static Optional<ChannelSettings> read(Fields fields, Path folder) {
        Optional<WebhookUrl> url = url(fields, folder);
        boolean sendResolved = fields.bool("send_resolved").orElse(true);
        int maxAlerts = fields.wholeNumber("max_alerts", 0, Integer.MAX_VALUE).orElse(0);
        for (String key : NOT_YET) {
            if (fields.has(key)) {
                fields.error(key, "is not supported yet");
            }
        }
        fields.done();
        return url.map(target -> new WebhookSettings(target, sendResolved, maxAlerts, DEFAULT_TIMEOUT));
    }

    private static Optional<WebhookUrl> url(Fields fields, Path folder) {
        if (fields.has("url") && fields.has("url_file")) {
            fields.error("url_file", "stands beside url: give one of them");
            return Optional.empty();
        }
        if (fields.has("url_file")) {
            return fields.text("url_file")
                    .flatMap(name -> content(fields, folder, name))
                    .flatMap(text -> parsed(fields, "url_file", text));
        }
        return fields.requiredText("url").flatMap(text -> parsed(fields, "url", text));
    }

    private static Optional<String> content(Fields fields, Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            if (Files.size(file) > MAX_URL_FILE_BYTES) {
                fields.error("url_file", "has more than " + MAX_URL_FILE_BYTES + " bytes");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException | InvalidPathException e) {
            fields.error("url_file", "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<WebhookUrl> parsed(Fields fields, String key, String text) {
        try {
            return Optional.of(WebhookUrl.parse(text));
        } catch (IllegalArgumentException e) {
            fields.error(key, "is " + e.getMessage() + ", for example https://receiver.example/hook");
            return Optional.empty();
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new WebhookChannel(this, surroundings);
    }
}
