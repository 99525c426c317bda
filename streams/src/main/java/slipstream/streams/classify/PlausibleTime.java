package slipstream.streams.classify;

/**
 * The highest event time of a partition that can be believed. One event far ahead of all others does not move it: a jump of
 * more than a day counts only when a second event confirms it. Mutable, not thread-safe.
 */
final class PlausibleTime {
    private static final long LARGEST_JUMP_MILLIS = 86_400_000L;

    private long highest;
    private long unconfirmed = Long.MIN_VALUE;

    /** @param highestBefore what was believed before a restart, or {@link Long#MIN_VALUE}: then the first event is believed */
    PlausibleTime(long highestBefore) {
        this.highest = highestBefore;
    }

    void note(long timeMillis) {
        if (highest == Long.MIN_VALUE || timeMillis - LARGEST_JUMP_MILLIS <= highest) {
            highest = Math.max(highest, timeMillis);
        } else if (unconfirmed != Long.MIN_VALUE && Math.abs(timeMillis - unconfirmed) <= LARGEST_JUMP_MILLIS) {
            highest = Math.min(timeMillis, unconfirmed);
            unconfirmed = Math.max(timeMillis, unconfirmed);
        } else {
            unconfirmed = timeMillis;
        }
    }

    /** Milliseconds since the epoch, or {@link Long#MIN_VALUE} before the first event. */
    long highestMillis() {
        return highest;
    }
}
