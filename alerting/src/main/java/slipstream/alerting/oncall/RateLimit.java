package slipstream.alerting.oncall;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a receiver may be told. What is more is not dropped: it waits, or is told together.
 *
 * @param per one notification for each such time, in the long run
 * @param burst so many at once after a pause
 * @param digests whether what waits is told as one notification
 */
public record RateLimit(Duration per, int burst, boolean digests) {
    public RateLimit {
        Objects.requireNonNull(per, "per");
        if (per.isZero() || per.isNegative() || burst < 1) {
            throw new IllegalArgumentException("a rate limit lets at least one through, and not without end");
        }
    }
}
