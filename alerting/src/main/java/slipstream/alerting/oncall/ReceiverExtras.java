package slipstream.alerting.oncall;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.webhook.SigningSecrets;
import slipstream.alerting.channel.webhook.WebhookFormat;

/**
 * What {@code oncall.yml} adds to the receiver of the same name, or the whole of a receiver that only {@code oncall.yml} knows.
 *
 * @param channels to tell it through beside those of {@code alertmanager.yml}
 * @param signing with what its webhooks are signed
 * @param format of its webhooks, where it is not Alertmanager's
 * @param fallback the name of the receiver that is told when this one could not be
 * @param timeToLive after which a notification that could not be delivered is given up
 */
public record ReceiverExtras(
        String name,
        List<ChannelSettings> channels,
        Optional<SigningSecrets> signing,
        Optional<WebhookFormat> format,
        Optional<RateLimit> rateLimit,
        Optional<String> fallback,
        Optional<Duration> timeToLive,
        Optional<QuietHours> quietHours) {
    public ReceiverExtras {
        Objects.requireNonNull(name, "name");
        channels = List.copyOf(channels);
        Objects.requireNonNull(signing, "signing");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(rateLimit, "rateLimit");
        Objects.requireNonNull(fallback, "fallback");
        Objects.requireNonNull(timeToLive, "timeToLive");
        Objects.requireNonNull(quietHours, "quietHours");
    }

    /** A receiver about which {@code oncall.yml} says nothing. */
    public static ReceiverExtras none(String name) {
        return new ReceiverExtras(
                name,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
