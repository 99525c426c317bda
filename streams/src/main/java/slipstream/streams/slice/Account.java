package slipstream.streams.slice;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * Everything that is kept for one SLO or rule, in one version and for one group: a series for each indicator, the lines that count
 * slices of time, and the slices that lie ahead of the clock and wait for it. Its parts move together, so that at each edge all of
 * them end exactly there. Event time; mutable, not thread-safe.
 */
public final class Account {
    /** An alert ends when it has been calm for a minute from an edge on: for so long edges matter, although nothing is left. */
    private static final long AFTERMATH_MILLIS = 70_000;

    private final AccountKey key;
    private final AccountPlan plan;
    private final Series[] series;
    /** Of each indicator; null before the first slice had to wait. */
    private final WaitingSlices[] waiting;

    /** Of each indicator; null before the first event was bad. */
    private final RecentOffences[] offences;

    private final ServiceChanges changes;
    private final TimeSliceLines lines;
    private long nowMillis = Long.MIN_VALUE;
    private long lastFilledMillis = Long.MIN_VALUE;
    private long startedMillis = Long.MIN_VALUE;
    private long storedStartedMillis = Long.MIN_VALUE;
    private boolean changedSinceReading;

    public Account(AccountKey key, AccountPlan plan) {
        this(key, plan, new ServiceChanges());
    }

    /** @param changes what has been heard of changes of services, shared by all accounts */
    Account(AccountKey key, AccountPlan plan, ServiceChanges changes) {
        this.key = key;
        this.changes = changes;
        this.plan = plan;
        this.series = new Series[plan.indicators()];
        this.waiting = new WaitingSlices[plan.indicators()];
        this.offences = new RecentOffences[plan.indicators()];
        for (int i = 0; i < series.length; i++) {
            series[i] = new Series(plan.series(), plan.units().get(i));
        }
        this.lines = plan.lines().isEmpty() ? TimeSliceLines.NONE : new TimeSliceLines(plan);
    }

    public AccountKey key() {
        return key;
    }

    public AccountPlan plan() {
        return plan;
    }

    /** Up to where the windows reach, in milliseconds since the epoch. */
    public long nowMillis() {
        return nowMillis;
    }

    /** Since when this account has been watched, in milliseconds since the epoch. */
    public long startedMillis() {
        return startedMillis;
    }

    /** Whether this account knows yet what time it is. */
    boolean hasStarted() {
        return nowMillis != Long.MIN_VALUE;
    }

    /** The events of an indicator. */
    public Series series(int indicator) {
        return series[indicator];
    }

    /** What the bad events of the last hour of an indicator have in common. */
    public Offences offences(int indicator) {
        return offences[indicator] == null ? new Offences() : offences[indicator].recent(nowMillis);
    }

    /** What has been heard of changes of services. */
    public ServiceChanges changes() {
        return changes;
    }

    /** What an objective is judged by: events, or slices of time. */
    public WindowSums sums(int objective) {
        Optional<TimeSliceSums> line = lines.ofObjective(objective);
        return line.isPresent() ? line.get() : series[plan.lineOfObjective().get(objective)];
    }

    /** The slices of a tier that an objective is judged by, the current one first; empty when the tier is not kept. */
    public Optional<TierSlices> slices(int objective, Tier tier) {
        Optional<TimeSliceSums> line = lines.ofObjective(objective);
        SliceRing ring = line.isPresent()
                ? line.get().ring(tier)
                : series[plan.lineOfObjective().get(objective)].ring(tier);
        return Optional.ofNullable(ring).map(SliceRing::byAge);
    }

    /** When the current calendar period ends, in milliseconds since the epoch. */
    public long endOfPeriodMillis() {
        return series[0].endOfPeriodMillis();
    }

    /** All indicators of a composite together, where slices of time are counted. */
    public Optional<WindowSums> combined() {
        return lines.combined().map(sums -> sums);
    }

    /** The end of the latest slice in which any event was judged, or {@link Long#MIN_VALUE}. */
    public long lastSeenMillis() {
        long last = Long.MIN_VALUE;
        for (Series of : series) {
            last = Math.max(last, of.lastSeenMillis());
        }
        return last;
    }

    /**
     * Counts what was seen in one slice of {@link Tier#TEN_SECONDS}: at once when the clock is past its start, else when it gets
     * there. False when it is older than all that is kept.
     */
    public boolean add(int indicator, Partial.Slice slice) {
        if (Tier.TEN_SECONDS.startMillis(slice.number()) < nowMillis) {
            return apply(indicator, slice);
        }
        waiting(indicator).add(slice);
        return true;
    }

    private WaitingSlices waiting(int indicator) {
        if (waiting[indicator] == null) {
            waiting[indicator] = new WaitingSlices(plan.series().runLength());
        }
        return waiting[indicator];
    }

    /**
     * Moves the clock on, one slice of ten seconds at a time, and tells of each edge that is passed: at an edge every window
     * ends exactly there. Never moves back.
     *
     * @param target in milliseconds since the epoch
     * @param onEdge receives the instant of each edge; the sums can be read while it runs
     */
    public void advanceTo(long target, LongConsumer onEdge) {
        if (!hasStarted()) {
            startAt(target);
        }
        long step = Tier.TEN_SECONDS.stepMillis();
        long edge = (Tier.TEN_SECONDS.sliceOf(nowMillis) + 1) * step;
        while (edge <= target) {
            if (!isEmpty()) {
                lastFilledMillis = edge;
            } else if (!plan.series().watchesSilence() && edge - lastFilledMillis > AFTERMATH_MILLIS) {
                long next = Math.min(target, startOfFirstWaiting());
                edge = Math.max(edge, Tier.TEN_SECONDS.sliceOf(next) * step);
            }
            moveTo(edge);
            onEdge.accept(edge);
            edge += step;
        }
        if (target > nowMillis) {
            moveTo(target);
        }
    }

    /** Moves the clock on at once, without stopping at the edges between: for the time during which nobody was looking. */
    public void jumpTo(long target) {
        if (!hasStarted()) {
            startAt(target);
        }
        if (target > nowMillis) {
            passOver(target - nowMillis);
            moveTo(target);
        }
    }

    /** Time in which nobody looked says nothing about silence: it neither begins one nor ends one. */
    void passOver(long millis) {
        startedMillis = Math.max(startedMillis, lastSeenMillis()) + millis;
    }

    /** Whether anything was counted since this was last asked. */
    public boolean takeChanged() {
        boolean changed = changedSinceReading;
        changedSinceReading = false;
        return changed;
    }

    private boolean isEmpty() {
        for (Series of : series) {
            if (!of.isEmpty()) {
                return false;
            }
        }
        return lines.isEmpty();
    }

    /** The clock starts where the first events are, but never later than now. */
    private void startAt(long target) {
        restoreAt(Math.min(target, startOfFirstWaiting()));
        startedMillis = nowMillis;
    }

    /** Begins at an instant at which this account stood before; what is stored follows. */
    void restoreAt(long millis) {
        nowMillis = millis;
        lastFilledMillis = millis;
        moveParts(millis);
    }

    private void moveParts(long millis) {
        for (Series of : series) {
            of.moveTo(millis);
        }
        lines.advanceTo(millis);
    }

    private void moveTo(long target) {
        nowMillis = target;
        moveParts(target);
        for (int i = 0; i < series.length; i++) {
            if (waiting[i] != null) {
                int indicator = i;
                waiting[i].takeBefore(target, slice -> apply(indicator, slice));
            }
        }
    }

    private long startOfFirstWaiting() {
        long first = Long.MAX_VALUE;
        for (WaitingSlices ahead : waiting) {
            first = ahead == null ? first : Math.min(first, ahead.startOfFirst());
        }
        return first;
    }

    private boolean apply(int indicator, Partial.Slice slice) {
        boolean kept = series[indicator].apply(slice);
        lines.add(indicator, Tier.TEN_SECONDS.startMillis(slice.number()), slice.counts());
        changedSinceReading |= kept;
        if (kept && slice.offences() != null) {
            offencesOf(indicator).add(Tier.TEN_SECONDS.startMillis(slice.number()), slice.offences(), nowMillis);
        }
        return kept;
    }

    private RecentOffences offencesOf(int indicator) {
        if (offences[indicator] == null) {
            offences[indicator] = new RecentOffences();
        }
        return offences[indicator];
    }

    /** The store, as one indicator sees it. */
    interface Changes extends Series.Changes {
        /** @param stored null when the slice does not wait any more */
        void waiting(long slice, Partial.Slice stored);

        /** The events of a slice of time, for the methods that count such slices. */
        void timeSlice(long sliceMillis, long slice, int kept, Counts counts);

        /** @param slice of {@link Tier#TEN_MINUTES} */
        void offences(long slice, Offences stored);

        /** Since when the account has been watched, and when its indicator was last heard of. */
        void watched(long startedMillis, long lastSeenMillis);
    }

    /** Whether there is anything to be handed over. */
    boolean hasChanges() {
        if (startedMillis != storedStartedMillis) {
            return true;
        }
        for (int indicator = 0; indicator < series.length; indicator++) {
            if (series[indicator].hasChanges() || hasWaited(indicator)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasWaited(int indicator) {
        return waiting[indicator] != null && waiting[indicator].hasChanges();
    }

    /**
     * Hands over everything that has changed since this was last called.
     *
     * @param store the changes of each indicator
     */
    void drainChanges(IntFunction<Changes> store) {
        for (int indicator = 0; indicator < series.length; indicator++) {
            boolean beganAnew = indicator == 0 && startedMillis != storedStartedMillis;
            if (!series[indicator].hasChanges() && !hasWaited(indicator) && !beganAnew) {
                continue;
            }
            Changes changes = store.apply(indicator);
            series[indicator].drainChanges(changes);
            if (hasWaited(indicator)) {
                waiting[indicator].drainChanges(changes);
            }
            if (offences[indicator] != null) {
                offences[indicator].drainChanges(changes);
            }
            lines.drainChanges(indicator, changes);
            changes.watched(startedMillis, series[indicator].lastSeenMillis());
        }
        storedStartedMillis = startedMillis;
    }

    /** Where nothing is stored, what has changed need not be remembered. */
    public void forgetChanges() {
        for (int indicator = 0; indicator < series.length; indicator++) {
            series[indicator].forgetChanges();
            if (waiting[indicator] != null) {
                waiting[indicator].forgetChanges();
            }
            if (offences[indicator] != null) {
                offences[indicator].forgetChanges();
            }
        }
        lines.forgetChanges();
        storedStartedMillis = startedMillis;
    }

    void restoreTimeSlice(int indicator, long sliceMillis, long slice, Counts counts) {
        if (slice * sliceMillis > nowMillis) {
            // A wall clock that was set back before a restart: what lies ahead of it cannot be placed.
            return;
        }
        lines.restore(indicator, sliceMillis, slice, counts);
    }

    void restoreWaiting(int indicator, Partial.Slice stored) {
        waiting(indicator).restore(stored);
    }

    void restoreOffences(int indicator, long slice, Offences stored) {
        offencesOf(indicator).restore(slice, stored);
    }

    void restoreStarted(long millis) {
        startedMillis = millis;
        storedStartedMillis = millis;
    }

    /** It is watched from an instant on. */
    void watchFrom(long millis) {
        startedMillis = millis;
    }
}
