package slipstream.streams.slice;

import java.util.Map;
import java.util.OptionalDouble;
import slipstream.contract.document.Durations;

/**
 * All that is kept of one series: its slices in every tier, the sums of its windows, and whatever else its plan asks for. It
 * remembers which slices have changed, so that only those are stored. Event time; mutable, not thread-safe.
 */
public final class Series implements WindowSums {
    private final SeriesPlan plan;
    private final long unit;
    private final TierRings rings;
    private final CalendarTally tally;
    /** Null where the plan asks for no numbers. */
    private final WindowedValues values;

    /** Null before the first latency. */
    private Percentiles percentiles;

    /** Null before the first result of a lane. */
    private Lanes lanes;

    private boolean changed;
    private long nowMillis = Long.MIN_VALUE;
    private long lastSeenMillis = Long.MIN_VALUE;

    /** @param unit what one event counts */
    Series(SeriesPlan plan, long unit) {
        this.plan = plan;
        this.unit = unit;
        this.rings = new TierRings(plan.windows());
        this.tally = plan.calendar().map(CalendarTally::new).orElse(null);
        this.values = plan.values().isEmpty() ? null : new WindowedValues(plan.values());
    }

    /** Moves the clock on. */
    void moveTo(long millis) {
        nowMillis = millis;
        rings.advanceTo(millis);
        if (tally != null) {
            tally.advanceTo(millis);
        }
        if (percentiles != null) {
            percentiles.advanceTo(millis);
        }
        if (values != null) {
            values.advanceTo(millis);
        }
    }

    /** Adds what was seen in one slice that the clock has reached; false when it is older than all that is kept. */
    boolean apply(Partial.Slice slice) {
        long start = Tier.TEN_SECONDS.startMillis(slice.number());
        boolean kept = rings.add(start, slice.counts());
        if (tally != null) {
            kept |= tally.add(slice);
        }
        if (slice.latencies() != null && !slice.latencies().isEmpty()) {
            percentiles().add(start, slice.latencies(), nowMillis);
        }
        if (values != null) {
            values.add(start, slice.values());
        }
        if (!slice.runs().isEmpty()) {
            lanes().add(slice.runs());
        }
        changed = true;
        if (kept && slice.counts().total() + slice.counts().excluded() > 0) {
            lastSeenMillis = Math.max(lastSeenMillis, start + Tier.TEN_SECONDS.stepMillis());
        }
        return kept;
    }

    private Percentiles percentiles() {
        if (percentiles == null) {
            percentiles = new Percentiles(plan);
        }
        return percentiles;
    }

    private Lanes lanes() {
        if (lanes == null) {
            lanes = new Lanes(plan.runLength());
        }
        return lanes;
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
        return lanes == null ? Map.of() : lanes.runs();
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
        percentiles().restore(tier, slice, latencies, nowMillis);
    }

    void restoreValues(Tier tier, long slice, Values stored) {
        if (values != null) {
            values.restore(tier, slice, stored, nowMillis);
        }
    }

    void restoreRun(String lane, Run run) {
        lanes().restore(lane, run);
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
        return percentiles().kept(tier);
    }

    /** How many slices of a tier are kept of numbers; 0 when none are. */
    int keptValues(Tier tier) {
        return values == null ? 0 : values.kept(tier);
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
        rings.drainChanges(changes);
        if (percentiles != null) {
            percentiles.drainChanges(changes);
        }
        if (values != null) {
            values.drainChanges(changes);
        }
        if (lanes != null) {
            lanes.drainChanges(changes);
        }
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
        if (!changed) {
            return;
        }
        changed = false;
        rings.forgetChanges();
        if (percentiles != null) {
            percentiles.forgetChanges();
        }
        if (values != null) {
            values.forgetChanges();
        }
        if (lanes != null) {
            lanes.forgetChanges();
        }
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
                : percentiles == null ? OptionalDouble.empty() : percentiles.quantileMillis(window, q);
    }

    @Override
    public OptionalDouble meanMillis(int window) {
        if (isCalendar(window)) {
            return tally.current().latencies().meanMillis();
        }
        return percentiles == null ? OptionalDouble.empty() : percentiles.meanMillis(window);
    }
}
