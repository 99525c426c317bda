package slipstream.streams.slice;

import java.time.Duration;

/**
 * How long the slices are that a window is summed from: the longer the window, the coarser. A window moves in steps of its
 * tier and always includes the current, unfinished slice.
 */
public enum Tier {
    TEN_SECONDS('s', Duration.ofSeconds(10), Duration.ofHours(1)),
    MINUTE('m', Duration.ofMinutes(1), Duration.ofHours(6)),
    TEN_MINUTES('t', Duration.ofMinutes(10), Duration.ofDays(3)),
    HOUR('h', Duration.ofHours(1), Duration.ofDays(366)),
    /** For percentiles over the budget's period only. */
    DAY('d', Duration.ofDays(1), Duration.ofDays(366));

    private final byte code;
    private final long stepMillis;
    private final Duration longestWindow;

    Tier(char code, Duration step, Duration longestWindow) {
        this.code = (byte) code;
        this.stepMillis = step.toMillis();
        this.longestWindow = longestWindow;
    }

    /** The finest tier that serves a window of this length. */
    public static Tier of(Duration window) {
        for (Tier tier : values()) {
            if (window.compareTo(tier.longestWindow) <= 0) {
                return tier;
            }
        }
        throw new IllegalArgumentException("a window of " + window + " is longer than any that is kept");
    }

    /** How the tier is written in the store; never to be changed. */
    byte code() {
        return code;
    }

    static Tier ofCode(byte code) {
        for (Tier tier : values()) {
            if (tier.code == code) {
                return tier;
            }
        }
        throw new IllegalArgumentException("no tier has the code " + code);
    }

    /** Length of a slice in milliseconds. */
    public long stepMillis() {
        return stepMillis;
    }

    /** The number of the slice that holds an instant: slices are aligned to the epoch. */
    public long sliceOf(long timeMillis) {
        return Math.floorDiv(timeMillis, stepMillis);
    }

    /** When a slice begins, in milliseconds since the epoch. */
    public long startMillis(long slice) {
        return slice * stepMillis;
    }
}
