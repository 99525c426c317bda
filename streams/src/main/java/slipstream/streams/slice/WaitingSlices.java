package slipstream.streams.slice;

import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The slices of one indicator that lie ahead of the clock. It remembers which have changed. Mutable, not thread-safe. */
final class WaitingSlices {
    private final int runLength;
    private final TreeMap<Long, Partial.Slice> slices = new TreeMap<>();
    private final TreeSet<Long> changed = new TreeSet<>();

    WaitingSlices(int runLength) {
        this.runLength = runLength;
    }

    void add(Partial.Slice slice) {
        slices.merge(slice.number(), slice, (old, more) -> old.plus(more, runLength));
        changed.add(slice.number());
    }

    /** Takes out every slice that begins before an instant, in the order of time. */
    void takeBefore(long millis, Consumer<Partial.Slice> sink) {
        while (!slices.isEmpty() && startOfFirst() < millis) {
            Partial.Slice next = slices.pollFirstEntry().getValue();
            changed.add(next.number());
            sink.accept(next);
        }
    }

    /** When the first of them begins, in milliseconds since the epoch, or {@link Long#MAX_VALUE}. */
    long startOfFirst() {
        return slices.isEmpty() ? Long.MAX_VALUE : Tier.TEN_SECONDS.startMillis(slices.firstKey());
    }

    void restore(Partial.Slice stored) {
        slices.put(stored.number(), stored);
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** Hands over every slice that has changed since this was last called; null for one that does not wait any more. */
    void drainChanges(Account.Changes changes) {
        changed.forEach(slice -> changes.waiting(slice, slices.get(slice)));
        changed.clear();
    }

    void forgetChanges() {
        changed.clear();
    }
}
