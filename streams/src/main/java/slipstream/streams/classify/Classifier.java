package slipstream.streams.classify;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.Observation;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.slice.ServiceChange;
import slipstream.streams.slice.ServiceChanges;
import slipstream.streams.slice.Tier;

/**
 * Judges observations and adds the verdicts up until they are drained: all of the stage that does not need Kafka. The same code runs
 * in the stream job and offline. Event time, but for the live clock; mutable, not thread-safe.
 */
public final class Classifier {
    private CompiledSeries[] series;
    private Accumulator.OfSeries[] sums;
    private SelectorIndex index;
    private long keptMillis;
    private final Accumulator accumulator = new Accumulator();
    private final HighWaterMarks marks;
    private final EventIds ids;
    private final Groups groups;
    private final PlausibleTime plausible;
    private final ServiceChanges changes = new ServiceChanges();

    /** What became of an observation. */
    public enum Outcome {
        COUNTED,
        /** No SLO and no rule speaks of it. */
        UNMATCHED,
        /** It was counted before. */
        DUPLICATE,
        /** It is older than all that is kept. */
        TOO_LATE
    }

    /**
     * @param storedMarks the mark of a source as of the last commit, or null
     * @param highestMillis the highest event time believed before a restart, or {@link Long#MIN_VALUE}
     */
    public Classifier(Definitions definitions, Function<String, Long> storedMarks, long highestMillis) {
        this(definitions, storedMarks, highestMillis, new Groups(), EventIds.Settings.NONE);
    }

    /**
     * @param groups shared with whoever else counts for the same definitions
     * @param ids which sources tell resends by an id
     */
    Classifier(
            Definitions definitions,
            Function<String, Long> storedMarks,
            long highestMillis,
            Groups groups,
            EventIds.Settings ids) {
        replace(definitions);
        this.groups = groups;
        this.ids = new EventIds(ids, storedMarks);
        this.marks = new HighWaterMarks(storedMarks);
        this.plausible = new PlausibleTime(highestMillis);
    }

    /** Goes on with other definitions; what was added up for the old ones stays until it is drained. */
    final void replace(Definitions definitions) {
        series = definitions.series().toArray(CompiledSeries[]::new);
        index = new SelectorIndex(
                definitions.series().stream().map(CompiledSeries::selection).toList());
        sums = new Accumulator.OfSeries[series.length];
        for (int i = 0; i < series.length; i++) {
            sums[i] = series[i].isGrouped() ? null : accumulator.open(series[i].key());
        }
        keptMillis = definitions.kept().toMillis();
    }

    Groups groups() {
        return groups;
    }

    /** Takes back a group that was admitted before a restart. */
    void restoreGroup(AccountKey group) {
        groups.restore(group);
    }

    /** @param wallMillis the wall clock, which is now when the clock is live */
    public Outcome count(Observation observation, ClockMode mode, long wallMillis) {
        if (!isNews(observation, mode, wallMillis)) {
            return Outcome.DUPLICATE;
        }
        plausible.note(observation.timeMillis());
        long now = mode == ClockMode.LIVE ? wallMillis : plausible.highestMillis();
        if (isTooLate(observation.timeMillis(), now)) {
            return Outcome.TOO_LATE;
        }
        if (observation instanceof ChangeEvent change) {
            changes.note(new ServiceChange(change.service(), change.timeMillis(), change.kind(), change.version()));
        }
        long slice = Tier.TEN_SECONDS.sliceOf(observation.timeMillis());
        boolean matched = false;
        int found = index.find(observation);
        for (int i = 0; i < found; i++) {
            int position = index.found(i);
            long verdict = series[position].judge(observation);
            if (verdict != Verdict.NOT_SELECTED) {
                matched = true;
                sumsOf(position, observation).add(slice, series[position], observation, verdict);
            }
        }
        return matched ? Outcome.COUNTED : Outcome.UNMATCHED;
    }

    private Accumulator.OfSeries sumsOf(int position, Observation observation) {
        if (sums[position] != null) {
            return sums[position];
        }
        CompiledSeries grouped = series[position];
        return accumulator.ofGroup(groups.keyOf(grouped, grouped.group(observation)));
    }

    private boolean isNews(Observation observation, ClockMode mode, long wallMillis) {
        if (ids.speaksFor(observation)) {
            long highest = Math.max(plausible.highestMillis(), observation.timeMillis());
            return ids.isNews(observation, mode == ClockMode.LIVE ? wallMillis : highest);
        }
        return marks.isNews(observation.origin());
    }

    EventIds ids() {
        return ids;
    }

    private boolean isTooLate(long timeMillis, long now) {
        return keptMillis > 0 && now != Long.MIN_VALUE && timeMillis < now - keptMillis;
    }

    /** The oldest event time that is still counted. */
    long oldestMillis(long now) {
        return now - keptMillis;
    }

    /** The highest event time that can be believed, or {@link Long#MIN_VALUE} before the first event. */
    public long highestMillis() {
        return plausible.highestMillis();
    }

    /** Hands over what was added up, and starts anew. */
    public void drain(BiConsumer<SeriesKey, Partial> sink) {
        accumulator.drain(sink);
    }

    /** Hands over which services were changed, whatever is defined, and starts anew. */
    public List<ServiceChange> takeChanges() {
        return changes.isEmpty() ? List.of() : changes.take();
    }

    /** Hands over what has to survive a restart. */
    void drainState(BiConsumer<String, Long> storeMark, Consumer<AccountKey> storeGroup) {
        marks.drain(storeMark);
        ids.drain(storeMark);
        groups.drain(storeGroup);
    }
}
