package slipstream.streams.slice;

/**
 * The numbers of the latest slices of one length, for one window over them. A minimum cannot be subtracted, so a window is merged
 * anew when it is read: at most some hundreds of slices, once for each edge. Event time; mutable, not thread-safe.
 */
final class ValueRing {
    private final Tier tier;
    private final int size;
    private final Values[] slots;
    private long head = Long.MIN_VALUE;

    /** @param windowSteps the length of the longest window in slices of the tier */
    ValueRing(Tier tier, int windowSteps) {
        this.tier = tier;
        this.size = windowSteps + 1;
        this.slots = new Values[size];
    }

    Tier tier() {
        return tier;
    }

    int size() {
        return size;
    }

    void advanceTo(long timeMillis) {
        long target = tier.sliceOf(timeMillis);
        if (head == Long.MIN_VALUE) {
            head = target;
        }
        if (target - head >= size) {
            java.util.Arrays.fill(slots, null);
            head = target;
        }
        while (head < target) {
            head++;
            slots[slotOf(head)] = null;
        }
    }

    /** Adds to the slice; false when it is older than all that is kept. */
    boolean add(long slice, Values values) {
        if (slice > head) {
            throw new IllegalStateException("slice " + slice + " is ahead of the current slice " + head);
        }
        if (slice <= head - size) {
            return false;
        }
        int slot = slotOf(slice);
        slots[slot] = slots[slot] == null ? values : slots[slot].plus(values);
        return true;
    }

    /** The numbers of one slice, or null when it has none. */
    Values slice(long slice) {
        return slice > head || slice <= head - size ? null : slots[slotOf(slice)];
    }

    /** The numbers of the current slice and so many before it. */
    Values window(int steps) {
        Values sum = Values.NONE;
        for (long slice = head - steps; slice <= head; slice++) {
            Values values = slots[slotOf(slice)];
            if (values != null) {
                sum = sum.plus(values);
            }
        }
        return sum;
    }

    private int slotOf(long slice) {
        return (int) Math.floorMod(slice, (long) size);
    }
}
