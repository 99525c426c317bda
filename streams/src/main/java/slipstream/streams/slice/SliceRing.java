package slipstream.streams.slice;

/**
 * The latest slices of one tier and the running sums of the windows over them. Adding to a slice, moving on by one slice and
 * reading a window are all O(1): a slice that leaves a window is subtracted, which is exact because counts are whole numbers.
 *
 * <p>A window of k steps covers the current slice and the k before it. At the instant at which a slice begins, that is
 * exactly the window's length. Event time; mutable, not thread-safe.
 */
final class SliceRing {
    private final Tier tier;
    private final int[] windowSteps;
    private final int size;
    private final Slots total;
    private final Slots bad;
    private final Slots unjudged;
    private final long[] totalSums;
    private final long[] badSums;
    private final long[] unjudgedSums;
    private long head;
    private boolean blank = true;

    /** @param windowSteps the length of each window in slices of the tier */
    SliceRing(Tier tier, int[] windowSteps) {
        this.tier = tier;
        this.windowSteps = windowSteps.clone();
        int longest = 0;
        for (int steps : windowSteps) {
            longest = Math.max(longest, steps);
        }
        this.size = longest + 1;
        this.total = new Slots(size);
        this.bad = new Slots(size);
        this.unjudged = new Slots(size);
        this.totalSums = new long[windowSteps.length];
        this.badSums = new long[windowSteps.length];
        this.unjudgedSums = new long[windowSteps.length];
        this.head = Long.MIN_VALUE;
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
        if (head == Long.MIN_VALUE || blank) {
            head = Math.max(head, target);
            return;
        }
        if (target - head >= size) {
            clear();
            head = target;
            return;
        }
        while (head < target) {
            head++;
            for (int w = 0; w < windowSteps.length; w++) {
                int leaving = slotOf(head - windowSteps[w] - 1);
                totalSums[w] -= total.get(leaving);
                badSums[w] -= bad.get(leaving);
                unjudgedSums[w] -= unjudged.get(leaving);
            }
            int current = slotOf(head);
            total.set(current, 0);
            bad.set(current, 0);
            unjudged.set(current, 0);
        }
    }

    /** Adds to the slice, and to each window that covers it; false when the slice is older than all that is kept. */
    boolean add(long slice, Counts counts) {
        if (slice > head) {
            throw new IllegalStateException("slice " + slice + " is ahead of the current slice " + head);
        }
        if (slice <= head - size) {
            return false;
        }
        blank = false;
        int slot = slotOf(slice);
        total.set(slot, total.get(slot) + counts.total());
        bad.set(slot, bad.get(slot) + counts.bad());
        unjudged.set(slot, unjudged.get(slot) + counts.unjudged());
        for (int w = 0; w < windowSteps.length; w++) {
            if (slice >= head - windowSteps[w]) {
                totalSums[w] += counts.total();
                badSums[w] += counts.bad();
                unjudgedSums[w] += counts.unjudged();
            }
        }
        return true;
    }

    /** The counts of one slice; nothing when it is not kept. */
    Counts slice(long slice) {
        if (slice > head || slice <= head - size) {
            return Counts.NONE;
        }
        int slot = slotOf(slice);
        return new Counts(total.get(slot), bad.get(slot), unjudged.get(slot));
    }

    Counts window(int index) {
        return new Counts(totalSums[index], badSums[index], unjudgedSums[index]);
    }

    long totalOf(int index) {
        return totalSums[index];
    }

    long badOf(int index) {
        return badSums[index];
    }

    /** The first instant that a window covers, in milliseconds since the epoch. */
    long startOf(int index) {
        return tier.startMillis(head - windowSteps[index]);
    }

    /** Whether no event is left in any window. */
    boolean isEmpty() {
        for (int w = 0; w < windowSteps.length; w++) {
            if (totalSums[w] != 0 || unjudgedSums[w] != 0) {
                return false;
            }
        }
        return true;
    }

    private void clear() {
        total.clear();
        bad.clear();
        unjudged.clear();
        java.util.Arrays.fill(totalSums, 0);
        java.util.Arrays.fill(badSums, 0);
        java.util.Arrays.fill(unjudgedSums, 0);
        blank = true;
    }

    private int slotOf(long slice) {
        return (int) Math.floorMod(slice, (long) size);
    }
}
