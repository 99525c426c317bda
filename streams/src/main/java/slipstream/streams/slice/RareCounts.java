package slipstream.streams.slice;

/**
 * The counts of a ring's slices that most series hardly ever have: events that could not be judged, and events in time that does not
 * count. Mutable, not thread-safe.
 */
final class RareCounts {
    private static final int UNJUDGED = 0;
    private static final int EXCLUDED = 1;
    private static final int EXCLUDED_BAD = 2;
    private static final int KINDS = 3;

    private final Slots[] slots = new Slots[KINDS];
    private final long[] sums;

    RareCounts(int slices, int windows) {
        for (int kind = 0; kind < KINDS; kind++) {
            slots[kind] = new Slots(slices);
        }
        this.sums = new long[KINDS * windows];
    }

    void add(int slot, Counts counts) {
        add(UNJUDGED, slot, counts.unjudged());
        add(EXCLUDED, slot, counts.excluded());
        add(EXCLUDED_BAD, slot, counts.excludedBad());
    }

    private void add(int kind, int slot, long count) {
        if (count != 0) {
            slots[kind].set(slot, slots[kind].get(slot) + count);
        }
    }

    /** Adds to a window. */
    void enter(int window, Counts counts) {
        sums[KINDS * window + UNJUDGED] += counts.unjudged();
        sums[KINDS * window + EXCLUDED] += counts.excluded();
        sums[KINDS * window + EXCLUDED_BAD] += counts.excludedBad();
    }

    /** Takes a slot out of a window; whether anything was in it. */
    boolean leave(int window, int slot) {
        for (int kind = 0; kind < KINDS; kind++) {
            sums[KINDS * window + kind] -= slots[kind].get(slot);
        }
        return isSeen(slot);
    }

    void clear(int slot) {
        for (Slots ofKind : slots) {
            ofKind.set(slot, 0);
        }
    }

    boolean isSeen(int slot) {
        return slots[UNJUDGED].get(slot) != 0 || slots[EXCLUDED].get(slot) != 0;
    }

    /** The counts of a slot, without what is not rare. */
    Counts at(int slot) {
        return new Counts(0, 0, slots[UNJUDGED].get(slot), slots[EXCLUDED].get(slot), slots[EXCLUDED_BAD].get(slot));
    }

    /** The counts of a window, without what is not rare. */
    Counts window(int index) {
        int at = KINDS * index;
        return new Counts(0, 0, sums[at + UNJUDGED], sums[at + EXCLUDED], sums[at + EXCLUDED_BAD]);
    }
}
