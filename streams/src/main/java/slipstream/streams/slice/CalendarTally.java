package slipstream.streams.slice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import slipstream.contract.slo.BudgetPeriod;

/**
 * The totals of calendar periods: the current one and the one before, so that an event which comes late is still counted where it
 * belongs. Exact for periods that begin on a multiple of ten seconds, as all do that people write. Event time; mutable, not
 * thread-safe.
 */
final class CalendarTally {
    private final BudgetPeriod.Calendar period;
    private final TreeMap<Long, Tally> tallies = new TreeMap<>();
    private long nowMillis = Long.MIN_VALUE;
    private long fromMillis = Long.MAX_VALUE;
    private long toMillis = Long.MIN_VALUE;
    private final List<Long> changed = new ArrayList<>();

    /** What is kept of one period. */
    static final class Tally {
        private Counts counts = Counts.NONE;
        private Values values = Values.NONE;
        private final LatencyHistogram latencies = new LatencyHistogram();

        Counts counts() {
            return counts;
        }

        Values values() {
            return values;
        }

        LatencyHistogram latencies() {
            return latencies;
        }
    }

    CalendarTally(BudgetPeriod.Calendar period) {
        this.period = period;
    }

    /** Up to an instant: what has been seen by then lies before it, and so does the period that is read. */
    void advanceTo(long millis) {
        nowMillis = millis;
        long latest = millis - 1;
        if (latest >= toMillis || latest < fromMillis) {
            BudgetPeriod.Span span = period.holding(Instant.ofEpochMilli(latest));
            fromMillis = span.from().toEpochMilli();
            toMillis = span.to().toEpochMilli();
            tallies.headMap(previousStart()).clear();
        }
    }

    private long previousStart() {
        return period.holding(Instant.ofEpochMilli(fromMillis - 1)).from().toEpochMilli();
    }

    /** Adds what was seen in a slice; false when their period is not kept any more. */
    boolean add(Partial.Slice slice) {
        long start = startOf(Tier.TEN_SECONDS.startMillis(slice.number()));
        if (start < fromMillis && start < previousStart()) {
            return false;
        }
        Tally tally = tallies.computeIfAbsent(start, s -> new Tally());
        tally.counts = tally.counts.plus(slice.counts());
        tally.values = tally.values.plus(slice.values());
        if (slice.latencies() != null) {
            tally.latencies.add(slice.latencies());
        }
        if (!changed.contains(start)) {
            changed.add(start);
        }
        return true;
    }

    /** Adds to a period what may also be negative; nothing when it is not kept any more. */
    void addSigned(long startMillis, long total, long bad) {
        long start = startOf(startMillis);
        if (start < fromMillis && start < previousStart()) {
            return;
        }
        Tally tally = tallies.computeIfAbsent(start, s -> new Tally());
        tally.counts = new Counts(tally.counts.total() + total, tally.counts.bad() + bad, 0);
    }

    private long startOf(long millis) {
        return millis >= fromMillis && millis < toMillis
                ? fromMillis
                : period.holding(Instant.ofEpochMilli(millis)).from().toEpochMilli();
    }

    String name() {
        return period.words();
    }

    /** When the current period began. At the very instant at which one ends, it is that one which is read. */
    long startMillis() {
        return fromMillis;
    }

    /** When the current period ends. */
    long endMillis() {
        return toMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    Tally current() {
        Tally current = tallies.get(fromMillis);
        return current == null ? new Tally() : current;
    }

    void restore(long start, Counts counts, Values values, LatencyHistogram latencies) {
        Tally tally = new Tally();
        tally.counts = counts;
        tally.values = values;
        tally.latencies.add(latencies);
        tallies.put(start, tally);
    }

    void drainChanges(LongConsumer onPeriod) {
        changed.forEach(onPeriod::accept);
        changed.clear();
    }

    /** A period that is kept, or null. */
    Tally of(long start) {
        return tallies.get(start);
    }

    boolean isEmpty() {
        for (Map.Entry<Long, Tally> tally : tallies.tailMap(fromMillis).entrySet()) {
            if (!tally.getValue().counts.isNone()) {
                return false;
            }
        }
        return true;
    }
}
