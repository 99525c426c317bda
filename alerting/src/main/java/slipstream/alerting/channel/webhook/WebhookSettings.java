package slipstream.alerting.channel.webhook;

import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code webhook_configs} in an {@code alertmanager.yml}.
 *
 * @param maxAlerts the most alerts in one notification, 0 for all of them
 * @param signing how requests are signed; {@code oncall.yml} says it, since Alertmanager's file has no place for it
 */
public record WebhookSettings(
        SecretUrl url,
        boolean sendResolved,
        int maxAlerts,
        WebhookFormat format,
        Optional<SigningSecrets> signing,
        HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "webhook";

    public WebhookSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(signing, "signing");
        Objects.requireNonNull(http, "http");
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("max_alerts is negative");
        }
    }

    /** Unsigned, in Alertmanager's own format. */
    public WebhookSettings(SecretUrl url, boolean sendResolved, int maxAlerts, HttpSettings http) {
        this(url, sendResolved, maxAlerts, WebhookFormat.ALERTMANAGER, Optional.empty(), http);
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        if (!SecretFields.has(entry, "url")) {
            entry.missing("url");
        }
        Optional<SecretUrl> url = global.url(entry, "url", "url");
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        int maxAlerts = entry.wholeNumber("max_alerts", 0, Integer.MAX_VALUE).orElse(0);
        HttpSettings http = global.http(entry);
        if (entry.has("payload")) {
            entry.warning("payload", "is not supported: Alertmanager's standard payload is sent");
        }
        entry.done();
        return url.map(target -> new WebhookSettings(target, sendResolved, maxAlerts, http));
    }

    /** The same, signed. */
    public WebhookSettings withSigning(SigningSecrets secrets) {
        return new WebhookSettings(url, sendResolved, maxAlerts, format, Optional.of(secrets), http);
    }

    /** The same with another body. */
    public WebhookSettings withFormat(WebhookFormat other) {
        return new WebhookSettings(url, sendResolved, maxAlerts, other, signing, http);
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
