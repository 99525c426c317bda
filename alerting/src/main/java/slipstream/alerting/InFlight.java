package slipstream.alerting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import slipstream.alerting.deliver.Progress;

/**
 * Which records have been handed on and not yet been finished, and so up to where each partition may be committed: never
 * beyond the lowest record that somebody is still working on.
 *
 * <p>Used by the consumer's thread alone, except for the progress of each record, which any thread may report.
 */
final class InFlight {
    private final Map<Integer, Partition> partitions = new HashMap<>();

    /**
     * Takes note of a record; the records of a partition begin in the order of their offsets.
     *
     * @param parts how many have to finish it
     */
    Progress begin(int partition, long offset, int parts) {
        Entry entry = new Entry(offset, parts);
        Partition known = partitions.computeIfAbsent(partition, number -> new Partition());
        known.entries.add(entry);
        known.next = offset + 1;
        return entry;
    }

    /** For each partition the offset from which to go on after a crash. */
    Map<Integer, Long> committable() {
        Map<Integer, Long> committable = new TreeMap<>();
        partitions.forEach((number, partition) -> committable.put(number, partition.committable()));
        return committable;
    }

    /** The partition belongs to somebody else now: whatever is still under way for it is withdrawn. */
    void forget(int partition) {
        Partition forgotten = partitions.remove(partition);
        if (forgotten != null) {
            forgotten.entries.forEach(entry -> entry.withdrawn = true);
        }
    }

    /** How many records are not committable, as of the last {@link #committable}. */
    int size() {
        return partitions.values().stream()
                .mapToInt(partition -> partition.entries.size())
                .sum();
    }

    private static final class Partition {
        private final Deque<Entry> entries = new ArrayDeque<>();
        private long next;

        private long committable() {
            while (!entries.isEmpty() && entries.element().isFinished()) {
                entries.remove();
            }
            return entries.isEmpty() ? next : entries.element().offset;
        }
    }

    private static final class Entry implements Progress {
        private final long offset;
        private final AtomicInteger remaining;
        private volatile boolean withdrawn;

        private Entry(long offset, int parts) {
            this.offset = offset;
            this.remaining = new AtomicInteger(parts);
        }

        private boolean isFinished() {
            return remaining.get() <= 0;
        }

        @Override
        public boolean isWithdrawn() {
            return withdrawn;
        }

        @Override
        public void finished() {
            remaining.decrementAndGet();
        }
    }
}
