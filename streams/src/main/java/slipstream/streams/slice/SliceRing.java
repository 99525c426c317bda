package slipstream.streams.slice;

import java.util.Arrays;

/**
 * The latest slices of one length and the running sums of the windows over them. Adding to a slice, moving on by one slice and
 * reading a window are all O(1): a slice that leaves a window is subtracted, which is exact because counts are whole numbers.
 *
 * <p>A window of k steps covers the current slice and the k before it. At the instant at which a slice begins, that is
 * exactly the window's length. Event time; mutable, not thread-safe.
 */
final class SliceRing {
    private static final int TOTAL = 0;
    private static final int BAD = 1;
    private static final int UNJUDGED = 2;
    private static final int EXCLUDED = 3;
    private static final int EXCLUDED_BAD = 4;
    private static final int KINDS = 5;

    private final long stepMillis;
    private final int[] windowSteps;
    private final int size;
    private final Slots[] slots = new Slots[KINDS];
    private final long[][] sums;
    private final int[] seen;
    private long head = Long.MIN_VALUE;
    private boolean blank = true;

    /**
     * @param stepMillis the length of a slice
     * @param windowSteps the length of each window in slices
     */
    SliceRing(long stepMillis, int... windowSteps) {
        this.stepMillis = stepMillis;
        this.windowSteps = windowSteps.clone();
        int longest = 0;
        for (int steps : windowSteps) {
            longest = Math.max(longest, steps);
        }
        this.size = longest + 1;
        for (int kind = 0; kind < KINDS; kind++) {
            slots[kind] = new Slots(size);
        }
        this.sums = new long[KINDS][windowSteps.length];
        this.seen = new int[windowSteps.length];
    }

    long stepMillis() {
        return stepMillis;
    }

    /** The number of the slice that holds an instant: slices are aligned to the epoch. */
    long sliceOf(long timeMillis) {
        return Math.floorDiv(timeMillis, stepMillis);
    }

    /** How many slices are kept, the current one included. */
    int size() {
        return size;
    }

    /** The current slice. */
    long head() {
        return head;
    }

    /** Makes the slice that holds this instant the current one; never moves back. */
    void advanceTo(long timeMillis) {
        long target = sliceOf(timeMillis);
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
            step();
        }
    }

    private void step() {
        head++;
        for (int w = 0; w < windowSteps.length; w++) {
            int leaving = slotOf(head - windowSteps[w] - 1);
            boolean wasSeen = false;
            for (int kind = 0; kind < KINDS; kind++) {
                long count = slots[kind].get(leaving);
                sums[kind][w] -= count;
                wasSeen |= count != 0;
            }
            if (wasSeen) {
                seen[w]--;
            }
        }
        int current = slotOf(head);
        for (Slots ofKind : slots) {
            ofKind.set(current, 0);
        }
    }

    /** Adds to the slice, and to each window that covers it; false when the slice is older than all that is kept. */
    boolean add(long slice, Counts counts) {
        return add(slice, counts.total(), counts.bad(), counts.unjudged(), counts.excluded(), counts.excludedBad());
    }

    /** Adds what may also be negative, to take back what was added before. */
    boolean add(long slice, long total, long bad) {
        return add(slice, total, bad, 0, 0, 0);
    }

    private boolean add(long slice, long total, long bad, long unjudged, long excluded, long excludedBad) {
        if (slice > head) {
            throw new IllegalStateException("slice " + slice + " is ahead of the current slice " + head);
        }
        if (slice <= head - size) {
            return false;
        }
        blank = false;
        int slot = slotOf(slice);
        boolean before = isSeen(slot);
        addTo(TOTAL, slot, slice, total);
        addTo(BAD, slot, slice, bad);
        addTo(UNJUDGED, slot, slice, unjudged);
        addTo(EXCLUDED, slot, slice, excluded);
        addTo(EXCLUDED_BAD, slot, slice, excludedBad);
        boolean after = isSeen(slot);
        if (before != after) {
            for (int w = 0; w < windowSteps.length; w++) {
                if (slice >= head - windowSteps[w]) {
                    seen[w] += after ? 1 : -1;
                }
            }
        }
        return true;
    }

    private void addTo(int kind, int slot, long slice, long count) {
        if (count == 0) {
            return;
        }
        slots[kind].set(slot, slots[kind].get(slot) + count);
        for (int w = 0; w < windowSteps.length; w++) {
            if (slice >= head - windowSteps[w]) {
                sums[kind][w] += count;
            }
        }
    }

    private boolean isSeen(int slot) {
        return slots[TOTAL].get(slot) != 0 || slots[UNJUDGED].get(slot) != 0 || slots[EXCLUDED].get(slot) != 0;
    }

    /** The counts of one slice; nothing when it is not kept. */
    Counts slice(long slice) {
        if (slice > head || slice <= head - size) {
            return Counts.NONE;
        }
        int slot = slotOf(slice);
        return new Counts(
                slots[TOTAL].get(slot),
                slots[BAD].get(slot),
                slots[UNJUDGED].get(slot),
                slots[EXCLUDED].get(slot),
                slots[EXCLUDED_BAD].get(slot));
    }

    /** How many events of one slice count; 0 when it is not kept. */
    long totalAt(long slice) {
        return slice > head || slice <= head - size ? 0 : slots[TOTAL].get(slotOf(slice));
    }

    /** How many events of one slice are bad; 0 when it is not kept. */
    long badAt(long slice) {
        return slice > head || slice <= head - size ? 0 : slots[BAD].get(slotOf(slice));
    }

    Counts window(int index) {
        return new Counts(
                sums[TOTAL][index],
                sums[BAD][index],
                sums[UNJUDGED][index],
                sums[EXCLUDED][index],
                sums[EXCLUDED_BAD][index]);
    }

    long totalOf(int index) {
        return sums[TOTAL][index];
    }

    long badOf(int index) {
        return sums[BAD][index];
    }

    /** In how many slices of a window anything was seen. */
    int seenIn(int index) {
        return seen[index];
    }

    int stepsOf(int index) {
        return windowSteps[index];
    }

    /** The slices by age. */
    TierSlices byAge() {
        return new TierSlices() {
            @Override
            public int count() {
                return size;
            }

            @Override
            public long total(int age) {
                return totalAt(head - age);
            }

            @Override
            public long bad(int age) {
                return badAt(head - age);
            }
        };
    }

    /** The first instant that a window covers, in milliseconds since the epoch. */
    long startOf(int index) {
        return (head - windowSteps[index]) * stepMillis;
    }

    /** Whether no event is left in any window. */
    boolean isEmpty() {
        for (int slices : seen) {
            if (slices != 0) {
                return false;
            }
        }
        return true;
    }

    private void clear() {
        for (int kind = 0; kind < KINDS; kind++) {
            slots[kind].clear();
            Arrays.fill(sums[kind], 0);
        }
        Arrays.fill(seen, 0);
        blank = true;
    }

    private int slotOf(long slice) {
        return (int) Math.floorMod(slice, (long) size);
    }
}
