package slipstream.streams.slice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.store.CommitHook;
import slipstream.streams.store.Stores;

/**
 * Owns the series of its partition: folds partials into them, moves their clocks on, and stores what has changed when the task
 * commits. The heap is rebuilt from the stores whenever the task starts.
 */
final class MergeProcessor implements Processor<byte[], byte[], SeriesKey, Reading> {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** With the live clock a longer gap means that nobody was looking: there is no use in alerts about the time between. */
    private static final long LONGEST_WALK_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final int OWN_CLOCK = -1;

    private final Map<SeriesKey, SloDefinition> definitions = new HashMap<>();
    private final MergeStage.Settings settings;
    private final Counter unknownSeries;
    private final Counter tooLate;
    private final Map<SeriesKey, Series> all =
            new TreeMap<>(Comparator.comparing(SeriesKey::slo).thenComparing(SeriesKey::version));
    private ProcessorContext<SeriesKey, Reading> context;
    private KeyValueStore<byte[], byte[]> slices;
    private KeyValueStore<Integer, byte[]> clocks;
    private EventClock eventClock;
    private long nowMillis;
    private boolean clockChanged;

    MergeProcessor(List<SloDefinition> definitions, MergeStage.Settings settings, MeterRegistry meters) {
        for (SloDefinition definition : definitions) {
            this.definitions.put(new SeriesKey(definition.id().name(), definition.version()), definition);
        }
        this.settings = settings;
        this.tooLate = Counter.builder("slipstream.streams.partials.too.late")
                .description("events that were older than all that is kept when they reached their series")
                .register(meters);
        this.unknownSeries = Counter.builder("slipstream.streams.partials.unknown.series")
                .description("partials of SLOs, or of versions of them, that are not defined any more")
                .register(meters);
    }

    @Override
    public void init(ProcessorContext<SeriesKey, Reading> processorContext) {
        context = processorContext;
        slices = context.getStateStore(Stores.SLICES_BY_SERIES);
        clocks = context.getStateStore(Stores.CLOCK_BY_PARTITION);
        all.clear();
        restore();
        CommitHook.onCommit(context, Stores.MERGE_HOOK, this::drain);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void restore() {
        nowMillis = Long.MIN_VALUE;
        eventClock = new EventClock(settings.observationPartitions(), settings.lateness());
        try (KeyValueIterator<Integer, byte[]> stored = clocks.all()) {
            stored.forEachRemaining(entry -> {
                ClockMark mark = (ClockMark) PartialRecord.ofBytes(entry.value);
                if (entry.key == OWN_CLOCK) {
                    nowMillis = mark.highestMillis();
                } else {
                    eventClock.note(new ClockMark(mark.partition(), mark.highestMillis(), false));
                }
            });
        }
        if (settings.mode() == ClockMode.LIVE) {
            // A wall clock that ran ahead before a restart must not keep its lead.
            nowMillis = Math.min(nowMillis, context.currentSystemTimeMs());
        }
        List<KeyValue<byte[], byte[]>> moved = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> stored = slices.all()) {
            while (stored.hasNext()) {
                KeyValue<byte[], byte[]> entry = stored.next();
                SeriesKey key = StoredSlices.seriesOf(entry.key);
                if (definitions.containsKey(key)) {
                    new StoredSlices(key, (place, value) -> moved.add(KeyValue.pair(place, value)))
                            .restore(series(key), entry.key, entry.value);
                }
            }
        }
        moved.forEach(entry -> slices.put(entry.key, entry.value));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        PartialRecord partial = PartialRecord.ofBytes(record.value());
        if (partial instanceof ClockMark mark) {
            if (settings.mode() == ClockMode.EVENT) {
                eventClock.note(mark);
                clockChanged = true;
                eventClock.nowMillis().ifPresent(this::advanceAll);
            }
            return;
        }
        SeriesKey key = SeriesKey.ofBytes(record.key());
        if (!definitions.containsKey(key)) {
            unknownSeries.increment();
            return;
        }
        Series series = series(key);
        for (Partial.Slice slice : ((Partial) partial).slices()) {
            if (!series.add(slice.number(), slice.counts(), slice.latencies())) {
                tooLate.increment(
                        (double) slice.counts().total() + slice.counts().unjudged());
            }
        }
        if (settings.mode() == ClockMode.LIVE) {
            advance(key, series, liveNow());
        }
    }

    private void tick(long wallMillis) {
        if (settings.mode() == ClockMode.LIVE) {
            advanceAll(liveNow());
        }
    }

    /** The wall clock, as long as it does not step back. */
    private long liveNow() {
        return Math.max(nowMillis, context.currentSystemTimeMs());
    }

    private void advanceAll(long target) {
        nowMillis = Math.max(nowMillis, target);
        all.forEach((key, series) -> advance(key, series, nowMillis));
    }

    private void advance(SeriesKey key, Series series, long target) {
        nowMillis = Math.max(nowMillis, target);
        OptionalLong before = series.hasStarted() ? OptionalLong.of(series.nowMillis()) : OptionalLong.empty();
        boolean nobodyLooked = settings.mode() == ClockMode.LIVE
                && (before.isEmpty() || target - before.getAsLong() > LONGEST_WALK_MILLIS);
        if (nobodyLooked) {
            series.jumpTo(target);
            forward(key, series, target, false);
        } else {
            series.advanceTo(target, edge -> forward(key, series, edge, true));
        }
        if (series.takeChanged()) {
            forward(key, series, series.nowMillis(), false);
        }
    }

    private void forward(SeriesKey key, Series series, long atMillis, boolean atEdge) {
        if (atEdge) {
            series.takeChanged();
        }
        Reading reading = new Reading(series.definition(), series, atMillis, atEdge);
        context.forward(new Record<>(key, reading, context.currentSystemTimeMs()));
    }

    private void drain() {
        all.forEach((key, series) -> series.drainChanges(new StoredSlices(key, slices::put)));
        if (clockChanged) {
            eventClock.marks().forEach(mark -> clocks.put(mark.partition(), mark.toBytes()));
            clockChanged = false;
        }
        if (nowMillis != Long.MIN_VALUE) {
            clocks.put(OWN_CLOCK, new ClockMark(0, nowMillis, false).toBytes());
        }
    }

    private Series series(SeriesKey key) {
        return all.computeIfAbsent(key, k -> {
            Series series = new Series(definitions.get(k));
            if (nowMillis != Long.MIN_VALUE) {
                series.restoreAt(nowMillis);
            }
            return series;
        });
    }
}
