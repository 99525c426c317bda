package slipstream.streams.slice;

import java.util.Arrays;

/** A row of counters that are small until one of them is not: 32 bits each, widened to 64 at the first overflow. */
final class Slots {
    private final int length;
    private int[] narrow;
    private long[] wide;

    Slots(int length) {
        this.length = length;
    }

    long get(int slot) {
        if (wide != null) {
            return wide[slot];
        }
        return narrow == null ? 0 : narrow[slot];
    }

    void set(int slot, long value) {
        if (wide == null && value == (int) value) {
            if (narrow == null) {
                if (value == 0) {
                    return;
                }
                narrow = new int[length];
            }
            narrow[slot] = (int) value;
            return;
        }
        if (wide == null) {
            wide = narrow == null
                    ? new long[length]
                    : Arrays.stream(narrow).asLongStream().toArray();
            narrow = null;
        }
        wide[slot] = value;
    }

    void clear() {
        narrow = null;
        wide = null;
    }
}
