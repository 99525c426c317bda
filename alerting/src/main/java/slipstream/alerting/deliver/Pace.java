package slipstream.alerting.deliver;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a receiver may be called: so many calls at once, then one each time {@code per} has passed. Not thread-safe.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Token_bucket">token bucket</a>
 */
final class Pace {
    private final Receiver.Limits limit;
    private double tokens;
    private Instant refilledAt = Instant.MIN;

    Pace(Receiver.Limits limit) {
        this.limit = limit;
        this.tokens = limit.burst();
    }

    /** When the next call is allowed: now or later. */
    Instant next(Instant now) {
        refill(now);
        if (isUnlimited() || tokens >= 1) {
            return now;
        }
        return now.plusMillis((long) Math.ceil((1 - tokens) * limit.per().toMillis()));
    }

    /** Notes that a call is made. */
    void called(Instant now) {
        refill(now);
        tokens -= 1;
    }

    private void refill(Instant now) {
        if (isUnlimited() || !now.isAfter(refilledAt)) {
            tokens = isUnlimited() ? limit.burst() : tokens;
            return;
        }
        if (!refilledAt.equals(Instant.MIN)) {
            double earned = (double) Duration.between(refilledAt, now).toMillis()
                    / limit.per().toMillis();
            tokens = Math.min(limit.burst(), tokens + earned);
        }
        refilledAt = now;
    }

    private boolean isUnlimited() {
        return limit.per().isZero();
    }
}
