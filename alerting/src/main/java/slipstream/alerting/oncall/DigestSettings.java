package slipstream.alerting.oncall;

import java.time.Duration;
import java.util.Objects;

/**
 * How notifications that come faster than a receiver may be told are told together.
 *
 * @param every at most one digest in such a time
 * @param maxAlerts the most alerts that one digest names; it says how many more there are
 */
public record DigestSettings(Duration every, int maxAlerts) {
    /** Soon enough to act on, seldom enough to be read. */
    public static final DigestSettings DEFAULT = new DigestSettings(Duration.ofMinutes(1), 50);

    public DigestSettings {
        Objects.requireNonNull(every, "every");
        if (maxAlerts < 1) {
            throw new IllegalArgumentException("a digest names at least one alert");
        }
    }
}
