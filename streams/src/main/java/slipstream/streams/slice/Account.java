package slipstream.streams.slice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final TimeSliceSums[] lines;
    private final TimeSliceSums combined;
    private final List<TreeMap<Long, Partial.Slice>> waiting = new ArrayList<>();
    private final List<TreeSet<Long>> changedWaiting = new ArrayList<>();
    private final List<TreeSet<Long>> changedTimeSlices = new ArrayList<>();
    private long nowMillis = Long.MIN_VALUE;
    private long lastFilledMillis = Long.MIN_VALUE;
    private long startedMillis = Long.MIN_VALUE;
    private long storedStartedMillis = Long.MIN_VALUE;
    private boolean changedSinceReading;

    public Account(AccountKey key, AccountPlan plan) {
        this.key = key;
        this.plan = plan;
        this.series = new Series[plan.indicators()];
        for (int i = 0; i < series.length; i++) {
            series[i] = new Series(plan.series(), plan.units().get(i));
            waiting.add(new TreeMap<>());
            changedWaiting.add(new TreeSet<>());
            changedTimeSlices.add(new TreeSet<>());
        }
        this.lines = plan.lines().stream().map(this::lineOf).toArray(TimeSliceSums[]::new);
        this.combined = plan.combined().map(this::lineOf).orElse(null);
    }

    private TimeSliceSums lineOf(AccountPlan.Line line) {
        return new TimeSliceSums(plan.series(), line.indicators().size(), line.slice(), line.judge());
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

    /** What an objective is judged by: events, or slices of time. */
    public WindowSums sums(int objective) {
        return lines.length > 0
                ? lines[objective]
                : series[plan.lineOfObjective().get(objective)];
    }

    /** The slices of a tier that an objective is judged by, the current one first; empty when the tier is not kept. */
    public Optional<TierSlices> slices(int objective, Tier tier) {
        SliceRing ring = lines.length > 0
                ? lines[objective].ring(tier)
                : series[plan.lineOfObjective().get(objective)].ring(tier);
        return Optional.ofNullable(ring).map(SliceRing::byAge);
    }

    /** When the current calendar period ends, in milliseconds since the epoch. */
    public long endOfPeriodMillis() {
        return series[0].endOfPeriodMillis();
    }

    /** All indicators of a composite together, where slices of time are counted. */
    public Optional<WindowSums> combined() {
        return Optional.ofNullable(combined);
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
        waiting.get(indicator)
                .merge(
                        slice.number(),
                        slice,
                        (old, more) -> old.plus(more, plan.series().runLength()));
        changedWaiting.get(indicator).add(slice.number());
        return true;
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
        for (TimeSliceSums line : lines) {
            if (!line.isEmpty()) {
                return false;
            }
        }
        return combined == null || combined.isEmpty();
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
        for (TimeSliceSums line : lines) {
            line.advanceTo(millis);
        }
        if (combined != null) {
            combined.advanceTo(millis);
        }
    }

    private void moveTo(long target) {
        nowMillis = target;
        moveParts(target);
        for (int indicator = 0; indicator < series.length; indicator++) {
            TreeMap<Long, Partial.Slice> ahead = waiting.get(indicator);
            while (!ahead.isEmpty() && Tier.TEN_SECONDS.startMillis(ahead.firstKey()) < target) {
                Map.Entry<Long, Partial.Slice> next = ahead.pollFirstEntry();
                changedWaiting.get(indicator).add(next.getKey());
                apply(indicator, next.getValue());
            }
        }
    }

    private long startOfFirstWaiting() {
        long first = Long.MAX_VALUE;
        for (TreeMap<Long, Partial.Slice> ahead : waiting) {
            if (!ahead.isEmpty()) {
                first = Math.min(first, Tier.TEN_SECONDS.startMillis(ahead.firstKey()));
            }
        }
        return first;
    }

    private boolean apply(int indicator, Partial.Slice slice) {
        boolean kept = series[indicator].apply(slice);
        long start = Tier.TEN_SECONDS.startMillis(slice.number());
        if (lines.length > 0 && slice.counts().total() > 0) {
            changedTimeSlices.get(indicator).add(start);
        }
        for (int line = 0; line < lines.length; line++) {
            addToLine(lines[line], plan.lines().get(line), indicator, start, slice.counts());
        }
        if (combined != null) {
            addToLine(combined, plan.combined().orElseThrow(), indicator, start, slice.counts());
        }
        changedSinceReading |= kept;
        return kept;
    }

    private static void addToLine(
            TimeSliceSums sums, AccountPlan.Line line, int indicator, long startMillis, Counts counts) {
        int place = line.indicators().indexOf(indicator);
        if (place >= 0) {
            sums.add(place, startMillis, counts);
        }
    }

    /** The store, as one indicator sees it. */
    interface Changes extends Series.Changes {
        /** @param stored null when the slice does not wait any more */
        void waiting(long slice, Partial.Slice stored);

        /** The events of a slice of time, for the methods that count such slices. */
        void timeSlice(long sliceMillis, long slice, int kept, Counts counts);

        /** Since when the account has been watched, and when its indicator was last heard of. */
        void watched(long startedMillis, long lastSeenMillis);
    }

    /**
     * Hands over everything that has changed since this was last called.
     *
     * @param store the changes of each indicator
     */
    void drainChanges(IntFunction<Changes> store) {
        for (int indicator = 0; indicator < series.length; indicator++) {
            boolean beganAnew = indicator == 0 && startedMillis != storedStartedMillis;
            if (!series[indicator].hasChanges() && changedWaiting.get(indicator).isEmpty() && !beganAnew) {
                continue;
            }
            Changes changes = store.apply(indicator);
            series[indicator].drainChanges(changes);
            for (long slice : changedWaiting.get(indicator)) {
                changes.waiting(slice, waiting.get(indicator).get(slice));
            }
            changedWaiting.get(indicator).clear();
            drainTimeSlices(indicator, changes);
            changes.watched(startedMillis, series[indicator].lastSeenMillis());
        }
        storedStartedMillis = startedMillis;
    }

    /** Where nothing is stored, what has changed need not be remembered. */
    public void forgetChanges() {
        for (int indicator = 0; indicator < series.length; indicator++) {
            series[indicator].forgetChanges();
            changedWaiting.get(indicator).clear();
            changedTimeSlices.get(indicator).clear();
        }
    }

    /** Lines with slices of one length share what is stored of them. */
    private void drainTimeSlices(int indicator, Changes changes) {
        TreeSet<Long> lengths = new TreeSet<>();
        for (int line = 0; line < lines.length; line++) {
            drainLine(lines[line], plan.lines().get(line), indicator, lengths, changes);
        }
        if (combined != null) {
            drainLine(combined, plan.combined().orElseThrow(), indicator, lengths, changes);
        }
        changedTimeSlices.get(indicator).clear();
    }

    private void drainLine(
            TimeSliceSums sums, AccountPlan.Line line, int indicator, Set<Long> lengths, Changes changes) {
        int place = line.indicators().indexOf(indicator);
        if (place >= 0 && lengths.add(sums.sliceMillis())) {
            SliceRing raw = sums.raw(place);
            TreeSet<Long> slices = new TreeSet<>();
            changedTimeSlices.get(indicator).forEach(start -> slices.add(raw.sliceOf(start)));
            for (long slice : slices.tailSet(raw.head() - raw.size(), false)) {
                changes.timeSlice(raw.stepMillis(), slice, raw.size(), raw.slice(slice));
            }
        }
    }

    void restoreTimeSlice(int indicator, long sliceMillis, long slice, Counts counts) {
        if (slice * sliceMillis > nowMillis) {
            // A wall clock that was set back before a restart: what lies ahead of it cannot be placed.
            return;
        }
        for (int line = 0; line < lines.length; line++) {
            if (lines[line].sliceMillis() == sliceMillis) {
                addToLine(lines[line], plan.lines().get(line), indicator, slice * sliceMillis, counts);
            }
        }
        if (combined != null && combined.sliceMillis() == sliceMillis) {
            addToLine(combined, plan.combined().orElseThrow(), indicator, slice * sliceMillis, counts);
        }
    }

    void restoreWaiting(int indicator, Partial.Slice stored) {
        waiting.get(indicator).put(stored.number(), stored);
    }

    void restoreStarted(long millis) {
        startedMillis = millis;
    }
}
