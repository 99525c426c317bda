package slipstream.streams.slice;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import slipstream.contract.document.Durations;
import slipstream.contract.slo.GroupBy;

/**
 * All that is kept of one series: its slices in every tier, the sums of its windows, and whatever else its plan asks for. It
 * remembers which slices have changed, so that only those are stored. Event time; mutable, not thread-safe.
 */
public final class Series implements WindowSums {
    /** More lanes than this share the last one. */
    static final int MOST_LANES = 500;

    private final SeriesPlan plan;
    private final long unit;
    private final TierRings rings;
    private final CalendarTally tally;
    private final Percentiles percentiles;
    private final WindowedValues values;
    private final TreeMap<String, Run> runs = new TreeMap<>();
    private final EnumMap<Tier, TreeSet<Long>> changedCounts = new EnumMap<>(Tier.class);
    private final TreeSet<String> changedRuns = new TreeSet<>();
    private boolean changed;
    private long nowMillis = Long.MIN_VALUE;
    private long lastSeenMillis = Long.MIN_VALUE;

    /** @param unit what one event counts */
    Series(SeriesPlan plan, long unit) {
        this.plan = plan;
        this.unit = unit;
        this.rings = new TierRings(plan.windows());
        this.tally = plan.calendar().map(CalendarTally::new).orElse(null);
        this.percentiles = new Percentiles(plan);
        this.values = new WindowedValues(plan.values());
    }

    /** Moves the clock on. */
    void moveTo(long millis) {
        nowMillis = millis;
        rings.advanceTo(millis);
        if (tally != null) {
            tally.advanceTo(millis);
        }
        percentiles.advanceTo(millis);
        values.advanceTo(millis);
    }

    /** Adds what was seen in one slice that the clock has reached; false when it is older than all that is kept. */
    boolean apply(Partial.Slice slice) {
        long start = Tier.TEN_SECONDS.startMillis(slice.number());
        boolean kept = rings.add(
                start,
                slice.counts(),
                (tier, number) -> changedCounts
                        .computeIfAbsent(tier, t -> new TreeSet<>())
                        .add(number));
        if (tally != null) {
            kept |= tally.add(slice);
        }
        if (slice.latencies() != null && !slice.latencies().isEmpty()) {
            percentiles.add(start, slice.latencies(), nowMillis);
        }
        values.add(start, slice.values());
        slice.runs().forEach(this::addRun);
        changed = true;
        if (kept && slice.counts().total() + slice.counts().excluded() > 0) {
            lastSeenMillis = Math.max(lastSeenMillis, start + Tier.TEN_SECONDS.stepMillis());
        }
        return kept;
    }

    private void addRun(String lane, Run run) {
        String kept = runs.containsKey(lane) || runs.size() < MOST_LANES ? lane : GroupBy.OVERFLOW;
        runs.merge(kept, run, (old, more) -> old.plus(more, plan.runLength()));
        changedRuns.add(kept);
    }

    /** Up to where the windows reach, in milliseconds since the epoch. */
    public long nowMillis() {
        return nowMillis;
    }

    /** The end of the latest slice of ten seconds in which an event was judged, or {@link Long#MIN_VALUE}. */
    public long lastSeenMillis() {
        return lastSeenMillis;
    }

    /** The latest results of each lane. */
    public Map<String, Run> runs() {
        return runs;
    }

    /** The numbers of a window that the plan keeps them for. */
    public Values values(int index) {
        return values.window(index);
    }

    /** The numbers of the current calendar period. */
    public Values valuesOfPeriod() {
        return tally.current().values();
    }

    /** When the current calendar period ends, in milliseconds since the epoch. */
    public long endOfPeriodMillis() {
        return tally.endMillis();
    }

    public SeriesPlan plan() {
        return plan;
    }

    boolean isEmpty() {
        return rings.isEmpty() && (tally == null || tally.isEmpty());
    }

    /** The slices of a tier, or null when it is not kept. */
    SliceRing ring(Tier tier) {
        return rings.ring(tier);
    }

    void restoreCounts(Tier tier, long slice, Counts counts) {
        SliceRing ring = rings.ring(tier);
        if (ring != null && slice <= ring.head()) {
            ring.add(slice, counts);
        }
    }

    void restoreLatencies(Tier tier, long slice, LatencyHistogram latencies) {
        percentiles.restore(tier, slice, latencies, nowMillis);
    }

    void restoreValues(Tier tier, long slice, Values stored) {
        values.restore(tier, slice, stored, nowMillis);
    }

    void restoreRun(String lane, Run run) {
        runs.put(lane, run);
    }

    void restorePeriod(long start, Counts counts, Values stored, LatencyHistogram latencies) {
        if (tally != null) {
            tally.restore(start, counts, stored, latencies);
        }
    }

    void restoreLastSeen(long millis) {
        lastSeenMillis = millis;
    }

    /** How many slices of a tier are kept of counts; 0 when none are. */
    int keptCounts(Tier tier) {
        SliceRing ring = rings.ring(tier);
        return ring == null ? 0 : ring.size();
    }

    /** How many slices of a tier are kept of latencies; 0 when none are. */
    int keptLatencies(Tier tier) {
        return percentiles.kept(tier);
    }

    /** How many slices of a tier are kept of numbers; 0 when none are. */
    int keptValues(Tier tier) {
        return values.kept(tier);
    }

    /** Receives what has changed since the last time. */
    interface Changes {
        void counts(Tier tier, long slice, int kept, Counts counts);

        void latencies(Tier tier, long slice, int kept, byte[] latencies);

        void values(Tier tier, long slice, int kept, Values values);

        void run(String lane, Run run);

        void period(long start, Counts counts, Values values, byte[] latencies);
    }

    boolean hasChanges() {
        return changed;
    }

    /** Hands over everything that has changed since this was last called and is still kept. */
    void drainChanges(Changes changes) {
        changed = false;
        changedCounts.forEach((tier, slices) -> {
            SliceRing ring = rings.ring(tier);
            for (long slice : slices.tailSet(ring.head() - ring.size(), false)) {
                changes.counts(tier, slice, ring.size(), ring.slice(slice));
            }
        });
        changedCounts.clear();
        percentiles.drainChanges(changes);
        values.drainChanges(changes);
        changedRuns.forEach(lane -> changes.run(lane, runs.get(lane)));
        changedRuns.clear();
        if (tally != null) {
            tally.drainChanges(start -> {
                CalendarTally.Tally period = tally.of(start);
                if (period != null) {
                    changes.period(
                            start,
                            period.counts(),
                            period.values(),
                            period.latencies().toBytes());
                }
            });
        }
    }

    /** As if everything had been handed over. */
    void forgetChanges() {
        changed = false;
        changedCounts.clear();
        percentiles.forgetChanges();
        values.forgetChanges();
        changedRuns.clear();
        if (tally != null) {
            tally.drainChanges(start -> {});
        }
    }

    private boolean isCalendar(int window) {
        return window == plan.windows().size();
    }

    @Override
    public int count() {
        return plan.windows().size() + (tally == null ? 0 : 1);
    }

    @Override
    public String name(int window) {
        return isCalendar(window)
                ? tally.name()
                : Durations.format(plan.windows().get(window));
    }

    @Override
    public long startMillis(int window) {
        return isCalendar(window) ? tally.startMillis() : rings.startMillis(window);
    }

    @Override
    public long total(int window) {
        return isCalendar(window) ? tally.current().counts().total() : rings.total(window);
    }

    @Override
    public long bad(int window) {
        return isCalendar(window) ? tally.current().counts().bad() : rings.bad(window);
    }

    @Override
    public Counts counts(int window) {
        return isCalendar(window) ? tally.current().counts() : rings.counts(window);
    }

    @Override
    public long unit() {
        return unit;
    }

    /** A calendar period is as well covered as the longest rolling window, for its slices are not kept one by one. */
    @Override
    public double coverage(int window) {
        if (plan.windows().isEmpty()) {
            return 1;
        }
        return rings.coverage(isCalendar(window) ? plan.windows().size() - 1 : window);
    }

    @Override
    public OptionalDouble p95Millis(int window) {
        return quantileMillis(window, 0.95);
    }

    /** Any quantile of latency over a window that the plan keeps histograms for. */
    public OptionalDouble quantileMillis(int window, double q) {
        return isCalendar(window)
                ? tally.current().latencies().quantileMillis(q)
                : percentiles.quantileMillis(window, q);
    }

    @Override
    public OptionalDouble meanMillis(int window) {
        return isCalendar(window) ? tally.current().latencies().meanMillis() : percentiles.meanMillis(window);
    }
}
