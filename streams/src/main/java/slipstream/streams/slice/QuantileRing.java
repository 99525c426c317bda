package slipstream.streams.slice;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The latency histograms of one window's slices and their running sum. Slices are kept as compact bytes, because most of
 * them are never looked at again before they are subtracted; only the one that grows is not, until it is looked at or another
 * grows. Event time; mutable, not thread-safe.
 */
final class QuantileRing {
    private final Tier tier;
    private final int size;
    private final byte[][] slots;
    private final LatencyHistogram sum = new LatencyHistogram();
    private long head = Long.MIN_VALUE;
    private long growing = Long.MIN_VALUE;
    private LatencyHistogram grown;

    /** @param windowSteps the length of the window in slices of the tier */
    QuantileRing(Tier tier, int windowSteps) {
        this.tier = tier;
        this.size = windowSteps + 1;
        this.slots = new byte[size][];
    }

    Tier tier() {
        return tier;
    }

    /** How many slices are kept, the current one included. */
    int size() {
        return size;
    }

    /** Makes the slice that holds this instant the current one; never moves back. */
    void advanceTo(long timeMillis) {
        long target = tier.sliceOf(timeMillis);
        if (head == Long.MIN_VALUE) {
            head = target;
        }
        if (growing <= target - size) {
            pack();
        }
        if (target - head >= size) {
            Arrays.fill(slots, null);
            sum.clear();
            head = target;
        }
        while (head < target) {
            head++;
            int current = slotOf(head);
            if (slots[current] != null) {
                sum.subtract(slots[current]);
                slots[current] = null;
            }
        }
    }

    /** Adds to the slice and to the window; false when the slice is older than all that is kept. */
    boolean add(long slice, LatencyHistogram latencies) {
        if (slice > head) {
            throw new IllegalStateException("slice " + slice + " is ahead of the current slice " + head);
        }
        if (slice <= head - size) {
            return false;
        }
        if (grown == null || growing != slice) {
            pack();
            growing = slice;
            grown = new LatencyHistogram();
        }
        grown.add(latencies);
        sum.add(latencies);
        return true;
    }

    private void pack() {
        if (grown != null) {
            int slot = slotOf(growing);
            slots[slot] = slots[slot] == null ? grown.toBytes() : grown.toBytesWith(slots[slot]);
            grown = null;
        }
    }

    /** The histogram of one slice in its compact form, or null when it has none. */
    byte[] slice(long slice) {
        pack();
        return slice > head || slice <= head - size ? null : slots[slotOf(slice)];
    }

    OptionalDouble quantileMillis(double q) {
        return sum.quantileMillis(q);
    }

    OptionalDouble meanMillis() {
        return sum.meanMillis();
    }

    private int slotOf(long slice) {
        return (int) Math.floorMod(slice, (long) size);
    }
}
