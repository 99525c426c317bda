package slipstream.ingest.vital;

import java.util.function.LongSupplier;

/** So many a second, and at most as many again at once after a pause. Thread-safe. */
final class RateLimit {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final LongSupplier nanoClock;
    private double left;
    private long lastNanos;

    RateLimit(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
        this.left = perSecond;
        this.lastNanos = nanoClock.getAsLong();
    }

    /** Whether one more is let through now. */
    synchronized boolean take() {
        long now = nanoClock.getAsLong();
        left = Math.min(perSecond, left + (now - lastNanos) / NANOS_PER_SECOND * perSecond);
        lastNanos = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
