package slipstream.contract.event;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Which event times are believable. It is checked before anything else about an observation, because one hostile time can
 * do more harm than any other field: it must reach neither a window nor Kafka's own clocks.
 *
 * @param wall the wall clock, injected
 * @param ahead how far ahead of the wall clock an event may be
 * @param maxAge how far back an event may be
 */
public record TimeBounds(InstantSource wall, Duration ahead, Duration maxAge) {
    /** Tolerated clock skew of a sender: five minutes. */
    public static final Duration DEFAULT_AHEAD = Duration.ofMinutes(5);

    /** With the live clock an event older than a week is a mistake of unit or zone. */
    public static final Duration LIVE_MAX_AGE = Duration.ofDays(7);

    public TimeBounds {
        Objects.requireNonNull(wall, "wall");
        Objects.requireNonNull(ahead, "ahead");
        Objects.requireNonNull(maxAge, "maxAge");
        if (ahead.isNegative() || maxAge.isNegative()) {
            throw new IllegalArgumentException(
                    "bounds of time are not negative: ahead " + ahead + ", maximum age " + maxAge);
        }
    }

    /** For the live clock: from a week ago to five minutes ahead. */
    public static TimeBounds live(InstantSource wall) {
        return new TimeBounds(wall, DEFAULT_AHEAD, LIVE_MAX_AGE);
    }

    /** For the event clock: as far back as 1990 lies behind the wall clock now, and up to five minutes ahead of it. */
    public static TimeBounds event(InstantSource wall) {
        return new TimeBounds(
                wall, DEFAULT_AHEAD, Duration.between(Instant.parse("1990-01-01T00:00:00Z"), wall.instant()));
    }

    /**
     * Passes an event time that can be believed.
     *
     * @throws RejectedObservationException with {@link RejectReason#TIMESTAMP_OUT_OF_RANGE}, both bounds and a hint about the unit
     */
    public void check(long timeMillis) throws RejectedObservationException {
        long now = wall.millis();
        if (include(timeMillis, now)) {
            return;
        }
        long latest = now + ahead.toMillis();
        long earliest = now - maxAge.toMillis();
        throw new RejectedObservationException(
                RejectReason.TIMESTAMP_OUT_OF_RANGE,
                "time",
                "time " + timeMillis + " is outside " + earliest + " (" + Instant.ofEpochMilli(earliest) + ") to "
                        + latest
                        + " (" + Instant.ofEpochMilli(latest) + "), in milliseconds since the epoch"
                        + unitHint(timeMillis, earliest, latest));
    }

    /** Whether an event time can be believed. */
    public boolean include(long timeMillis) {
        return include(timeMillis, wall.millis());
    }

    private boolean include(long timeMillis, long now) {
        return within(timeMillis, now - maxAge.toMillis(), now + ahead.toMillis());
    }

    private static String unitHint(long time, long earliest, long latest) {
        if (time > 0 && time <= Long.MAX_VALUE / 1000 && within(time * 1000, earliest, latest)) {
            return "; it looks like seconds";
        }
        if (within(time / 1000, earliest, latest)) {
            return "; it looks like microseconds";
        }
        if (within(time / 1_000_000, earliest, latest)) {
            return "; it looks like nanoseconds";
        }
        return "";
    }

    private static boolean within(long time, long earliest, long latest) {
        return time >= earliest && time <= latest;
    }
}
