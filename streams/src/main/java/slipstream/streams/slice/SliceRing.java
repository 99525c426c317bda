package slipstream.streams.slice;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The latest slices of one length and the running sums of the windows over them. Adding to a slice, moving on by one slice and
 * reading a window are all O(1): a slice that leaves a window is subtracted, which is exact because counts are whole numbers.
 *
 * <p>A window of k steps covers the current slice and the k before it. At the instant at which a slice begins, that is
 * exactly the window's length. Event time; mutable, not thread-safe.
 *
 * <p>What a step touches lies together, since with thousands of series memory is what it waits for: total and bad of a slice are
 * neighbours, and so are the sums of a window. What comes seldom, unjudged and excluded events, has no memory before it comes.
 */
final class SliceRing {
    private static final long NONE = Long.MIN_VALUE;
    private static final int PAIR = 2;

    /** What is kept of a window: total, bad, in how many of its slices anything was seen, and its length in slices. */
    private static final int OF_WINDOW = 4;

    private static final int TOTAL = 0;
    private static final int BAD = 1;
    private static final int SEEN = 2;
    private static final int STEPS = 3;

    private final long stepMillis;
    private final int size;
    private final Slots slots;
    private final long[] windows;
    private RareCounts rare;
    private long head = NONE;
    private int headSlot;
    private boolean blank = true;

    /** The only slice that has changed, as nearly always, or {@link #NONE}. */
    private long changed = NONE;

    /** All that have changed once there is more than one; null else. */
    private ChangedSlices allChanged;

    /**
     * @param stepMillis the length of a slice
     * @param windowSteps the length of each window in slices
     */
    SliceRing(long stepMillis, int... windowSteps) {
        this.stepMillis = stepMillis;
        this.windows = new long[OF_WINDOW * windowSteps.length];
        int longest = 0;
        for (int w = 0; w < windowSteps.length; w++) {
            windows[OF_WINDOW * w + STEPS] = windowSteps[w];
            longest = Math.max(longest, windowSteps[w]);
        }
        this.size = longest + 1;
        this.slots = Slots.mostlyFilled(PAIR * size);
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
        if (head != NONE && timeMillis < (head + 1) * stepMillis) {
            return;
        }
        long target = sliceOf(timeMillis);
        if (head == NONE || blank) {
            moveTo(Math.max(head, target));
            return;
        }
        if (target - head >= size) {
            clear();
            moveTo(target);
            return;
        }
        while (head < target) {
            step();
        }
    }

    private void moveTo(long slice) {
        head = slice;
        headSlot = (int) Math.floorMod(slice, (long) size);
    }

    private void step() {
        head++;
        headSlot = headSlot + 1 == size ? 0 : headSlot + 1;
        for (int window = 0; window < windows.length; window += OF_WINDOW) {
            int leaving = slotOf((int) windows[window + STEPS] + 1);
            long total = slots.get(PAIR * leaving);
            windows[window + TOTAL] -= total;
            windows[window + BAD] -= slots.get(PAIR * leaving + BAD);
            boolean wasSeen = total != 0;
            if (rare != null) {
                wasSeen |= rare.leave(window / OF_WINDOW, leaving);
            }
            if (wasSeen) {
                windows[window + SEEN]--;
            }
        }
        slots.set(PAIR * headSlot, 0);
        slots.set(PAIR * headSlot + BAD, 0);
        if (rare != null) {
            rare.clear(headSlot);
        }
    }

    /** Adds to the slice, and to each window that covers it; false when the slice is older than all that is kept. */
    boolean add(long slice, Counts counts) {
        if (!isKept(slice)) {
            return false;
        }
        boolean isRare = counts.unjudged() != 0 || counts.excluded() != 0;
        if (counts.total() == 0 && !isRare) {
            return true;
        }
        int age = (int) (head - slice);
        boolean before = isSeen(slotOf(age));
        addPair(age, counts.total(), counts.bad());
        if (isRare) {
            if (rare == null) {
                rare = new RareCounts(size, windows());
            }
            for (int w = 0; w < windows(); w++) {
                if (age <= stepsOf(w)) {
                    rare.enter(w, counts);
                }
            }
            rare.add(slotOf(age), counts);
        }
        noteSeen(age, before);
        return true;
    }

    /** Adds what may also be negative, to take back what was added before. */
    boolean add(long slice, long total, long bad) {
        if (!isKept(slice)) {
            return false;
        }
        int age = (int) (head - slice);
        boolean before = isSeen(slotOf(age));
        addPair(age, total, bad);
        noteSeen(age, before);
        return true;
    }

    private boolean isKept(long slice) {
        if (slice > head) {
            throw new IllegalStateException("slice " + slice + " is ahead of the current slice " + head);
        }
        if (slice <= head - size) {
            return false;
        }
        blank = false;
        return true;
    }

    private void addPair(int age, long total, long bad) {
        int slot = PAIR * slotOf(age);
        if (total != 0) {
            slots.set(slot, slots.get(slot) + total);
        }
        if (bad != 0) {
            slots.set(slot + BAD, slots.get(slot + BAD) + bad);
        }
        for (int window = 0; window < windows.length; window += OF_WINDOW) {
            if (age <= windows[window + STEPS]) {
                windows[window + TOTAL] += total;
                windows[window + BAD] += bad;
            }
        }
    }

    private void noteSeen(int age, boolean before) {
        boolean after = isSeen(slotOf(age));
        if (before == after) {
            return;
        }
        for (int window = 0; window < windows.length; window += OF_WINDOW) {
            if (age <= windows[window + STEPS]) {
                windows[window + SEEN] += after ? 1 : -1;
            }
        }
    }

    private boolean isSeen(int slot) {
        return slots.get(PAIR * slot) != 0 || (rare != null && rare.isSeen(slot));
    }

    /** The counts of one slice; nothing when it is not kept. */
    Counts slice(long slice) {
        if (slice > head || slice <= head - size) {
            return Counts.NONE;
        }
        int slot = slotOf((int) (head - slice));
        return counts(slots.get(PAIR * slot), slots.get(PAIR * slot + BAD), rare == null ? Counts.NONE : rare.at(slot));
    }

    /** How many events of one slice count; 0 when it is not kept. */
    long totalAt(long slice) {
        return slice > head || slice <= head - size ? 0 : slots.get(PAIR * slotOf((int) (head - slice)));
    }

    /** How many events of one slice are bad; 0 when it is not kept. */
    long badAt(long slice) {
        return slice > head || slice <= head - size ? 0 : slots.get(PAIR * slotOf((int) (head - slice)) + BAD);
    }

    Counts window(int index) {
        return counts(totalOf(index), badOf(index), rare == null ? Counts.NONE : rare.window(index));
    }

    private static Counts counts(long total, long bad, Counts rare) {
        return new Counts(total, bad, rare.unjudged(), rare.excluded(), rare.excludedBad());
    }

    long totalOf(int index) {
        return windows[OF_WINDOW * index + TOTAL];
    }

    long badOf(int index) {
        return windows[OF_WINDOW * index + BAD];
    }

    /** In how many slices of a window anything was seen. */
    int seenIn(int index) {
        return (int) windows[OF_WINDOW * index + SEEN];
    }

    /** How many windows there are. */
    int windows() {
        return windows.length / OF_WINDOW;
    }

    /** The length of a window in slices. */
    int stepsOf(int index) {
        return (int) windows[OF_WINDOW * index + STEPS];
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
        return (head - stepsOf(index)) * stepMillis;
    }

    /** Whether no event is left in any window. */
    boolean isEmpty() {
        for (int window = 0; window < windows.length; window += OF_WINDOW) {
            if (windows[window + SEEN] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Remembers that a slice is to be handed over. */
    void noteChanged(long slice) {
        if (changed == NONE || changed == slice) {
            changed = slice;
            return;
        }
        if (allChanged == null) {
            allChanged = new ChangedSlices(changed);
        }
        allChanged.add(slice, head - size);
    }

    /** Hands over, in ascending order, the slices that have changed since this was last called and are still kept. */
    void drainChanged(LongConsumer sink) {
        if (allChanged != null) {
            allChanged.forEachAfter(head - size, sink);
        } else if (changed != NONE && changed > head - size) {
            sink.accept(changed);
        }
        forgetChanged();
    }

    void forgetChanged() {
        changed = NONE;
        allChanged = null;
    }

    private void clear() {
        slots.clear();
        for (int window = 0; window < windows.length; window += OF_WINDOW) {
            Arrays.fill(windows, window, window + STEPS, 0);
        }
        rare = null;
        blank = true;
    }

    /** Where the slice of an age lies: 0 is the current one, and {@code size} is in its place before it comes. */
    private int slotOf(int age) {
        int slot = headSlot - age;
        return slot < 0 ? slot + size : slot;
    }
}
