package slipstream.streams.classify;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.BackfillMark;
import slipstream.streams.slice.ChangeMark;
import slipstream.streams.slice.ClockMark;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.slice.ServiceChange;
import slipstream.streams.store.CommitHook;
import slipstream.streams.store.Stores;

/** Judges the observations of one partition and drains what it has added up inside the commit. */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]>, ObservationCodec.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(ClassifyProcessor.class);
    private static final Duration IDLE_AFTER = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_IDLENESS = Duration.ofMillis(250);

    /** Under this key the store of high-water marks keeps the highest event time; no source can have this name. */
    private static final String EVENT_TIME = "\u0000event-time";

    private static final Duration LOOK_FOR_NEWS = Duration.ofMillis(100);

    /** Of each look so long is spent on what was observed before a definition came; the rest is for what comes now. */
    private static final Duration BACKFILL_STEP = Duration.ofMillis(60);

    private final CurrentDefinitions definitions;
    private final ObservationLog log;
    private final ClockMode mode;
    private final EventIds.Settings ids;
    private final ClassifyMetrics metrics;
    private ProcessorContext<byte[], byte[]> context;
    private ObservationCodec codec;
    private Classifier classifier;
    private Joining joining;
    private boolean hasNews;
    private boolean saidIdle;

    /** When the record that is looked at was read: one look at the clock is enough for all of its observations. */
    private long readMillis;

    private long readOffset;

    ClassifyProcessor(
            CurrentDefinitions definitions, ObservationLog log, ClassifyStage.Settings settings, MeterRegistry meters) {
        this.definitions = definitions;
        this.log = log;
        this.mode = settings.mode();
        this.ids = settings.ids();
        this.metrics = new ClassifyMetrics(meters);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        KeyValueStore<String, Long> marks = context.getStateStore(Stores.HIGH_WATER_BY_SOURCE);
        KeyValueStore<byte[], byte[]> groups = context.getStateStore(Stores.GROUPS_BY_DEFINITION);
        KeyValueStore<String, Long> progress = context.getStateStore(Stores.PROGRESS_BY_DEFINITION);
        readMillis = context.currentSystemTimeMs();
        codec = new ObservationCodec(TimeBounds.event(new ReadClock()));
        Long storedTime = marks.get(EVENT_TIME);
        joining = new Joining(
                new StoredProgress(progress), definitions, definitions.get().number() > 0);
        classifier = new Classifier(
                joining.inUse(), marks::get, storedTime == null ? Long.MIN_VALUE : storedTime, new Groups(), ids);
        restoreIds(marks);
        try (KeyValueIterator<byte[], byte[]> admitted = groups.all()) {
            admitted.forEachRemaining(entry ->
                    classifier.restoreGroup(SeriesKey.ofBytes(entry.key).account()));
        }
        joining.begin(this::backfill);
        hasNews = false;
        saidIdle = false;
        CommitHook.onCommit(context, Stores.CLASSIFY_HOOK, () -> drain(marks, groups));
        if (definitions.get().number() > 0) {
            context.schedule(LOOK_FOR_NEWS, PunctuationType.WALL_CLOCK_TIME, this::lookForNews);
        }
        if (mode == ClockMode.EVENT) {
            context.schedule(LOOK_FOR_IDLENESS, PunctuationType.WALL_CLOCK_TIME, this::sayIfIdle);
        }
    }

    private void restoreIds(KeyValueStore<String, Long> marks) {
        List<KeyValue<String, Long>> seen = new ArrayList<>();
        try (KeyValueIterator<String, Long> stored = marks.prefixScan(EventIds.PREFIX, new StringSerializer())) {
            stored.forEachRemaining(seen::add);
        }
        seen.sort(Comparator.comparing(id -> id.value));
        seen.forEach(id -> classifier.ids().restore(id.key, id.value));
    }

    private Backfill backfill(
            long id, Definitions counted, long next, long join, BiFunction<Long, String, Long> marks) {
        return new Backfill(
                id, counted, next, join, codec, classifier.groups(), ids, source -> marks.apply(id, source));
    }

    /** Takes up new definitions before anything else is counted, and counts on for those that are behind. */
    private void lookForNews(long wallMillis) {
        takeUpNews(wallMillis);
        joining.job().ifPresent(job -> {
            long now = mode == ClockMode.LIVE ? wallMillis : classifier.highestMillis();
            job.step(log, context.taskId().partition(), BACKFILL_STEP, now);
            if (job.isDone()) {
                LOG.info(
                        "Partition {}: counted {} observations again for {}",
                        context.taskId().partition(),
                        job.observations(),
                        job.definitions());
            }
        });
    }

    private void takeUpNews(long wallMillis) {
        boolean changed = joining.isBehind();
        if (changed) {
            joining.takeUp(this::backfill);
        }
        if (joining.prune(wallMillis) || changed) {
            classifier.replace(joining.inUse());
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        readMillis = context.currentSystemTimeMs();
        if (joining.isBehind()) {
            takeUpNews(readMillis);
        }
        hasNews = true;
        Header parts = record.headers().lastHeader(Bundle.PARTS);
        if (parts == null) {
            long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
            read(offset, record.value(), 0, record.value() == null ? 0 : record.value().length);
        } else {
            Bundle.forEach(parts.value(), record.value(), this::read);
        }
    }

    private void read(long offset, byte[] bytes, int from, int to) {
        readOffset = offset;
        joining.reached(offset + 1);
        if (bytes == null) {
            codec.readAll(null, this);
        } else {
            codec.readAll(bytes, from, to, this);
        }
    }

    @Override
    public void accepted(Observation observation) {
        metrics.received();
        switch (classifier.count(observation, mode, readMillis)) {
            case COUNTED -> metrics.accepted(true);
            case UNMATCHED -> metrics.accepted(false);
            case DUPLICATE -> metrics.duplicate();
            case TOO_LATE -> rejectAsTooLate(observation);
        }
    }

    @Override
    public void rejected(int line, byte[] bytes, RejectedObservationException why) {
        metrics.received();
        reject(line, bytes, why);
    }

    private void rejectAsTooLate(Observation observation) {
        long now = mode == ClockMode.LIVE ? readMillis : classifier.highestMillis();
        reject(
                0,
                ObservationCodec.write(List.of(observation)),
                new RejectedObservationException(
                        RejectReason.TOO_LATE,
                        "time",
                        "time " + Instant.ofEpochMilli(observation.timeMillis())
                                + " is older than everything that is kept, back to "
                                + Instant.ofEpochMilli(classifier.oldestMillis(now))));
    }

    private void reject(int line, byte[] bytes, RejectedObservationException why) {
        metrics.dead(why.reason());
        String source = context.recordMetadata()
                .map(at -> at.topic() + "-" + at.partition())
                .orElse(Topics.OBSERVATIONS.name());
        String detail = line == 0 ? why.getMessage() : "line " + (line + 1) + ": " + why.getMessage();
        DeadLetter letter = new DeadLetter(why.reason(), "topic", detail, source, readOffset, bytes);
        context.forward(
                new Record<>(
                        source.getBytes(StandardCharsets.UTF_8),
                        letter.bytes(),
                        context.currentSystemTimeMs(),
                        DeadLetterHeaders.of(letter)),
                ClassifyStage.WRITE_DEAD_LETTERS);
    }

    /** Runs inside the transaction that commits the offsets of all that was added up. */
    private void drain(KeyValueStore<String, Long> marks, KeyValueStore<byte[], byte[]> groups) {
        metrics.drain();
        long wall = context.currentSystemTimeMs();
        classifier.drainState(marks::put, group -> groups.put(new SeriesKey(group, 0).toBytes(), new byte[] {1}));
        List<ServiceChange> changes = classifier.takeChanges();
        if (!changes.isEmpty()) {
            context.forward(new Record<>(null, new ChangeMark(changes).toBytes(), wall), ClassifyStage.WRITE_PARTIALS);
        }
        classifier.drain((series, partial) ->
                context.forward(new Record<>(series.toBytes(), partial.toBytes(), wall), ClassifyStage.WRITE_PARTIALS));
        List<AccountKey> counted = joining.drain((job, storeMark) -> job.drain(
                (series, partial) -> context.forward(
                        new Record<>(series.toBytes(), partial.toBytes(), wall), ClassifyStage.WRITE_PARTIALS),
                storeMark));
        if (!counted.isEmpty()) {
            BackfillMark mark = new BackfillMark(context.taskId().partition(), counted);
            context.forward(new Record<>(null, mark.toBytes(), wall), ClassifyStage.WRITE_PARTIALS);
        }
        if (mode == ClockMode.EVENT && hasNews) {
            marks.put(EVENT_TIME, classifier.highestMillis());
            sendMark(false);
            saidIdle = false;
        }
        hasNews = false;
    }

    /** Nothing has been read for a while: whoever tells the time by events need not wait for this partition. */
    private void sayIfIdle(long wallMillis) {
        if (!hasNews && !saidIdle && wallMillis - readMillis >= IDLE_AFTER.toMillis()) {
            sendMark(true);
            saidIdle = true;
        }
    }

    private void sendMark(boolean idle) {
        ClockMark mark = new ClockMark(context.taskId().partition(), classifier.highestMillis(), idle);
        context.forward(
                new Record<>(null, mark.toBytes(), context.currentSystemTimeMs()), ClassifyStage.WRITE_PARTIALS);
    }

    @Override
    public void close() {
        if (joining != null) {
            joining.close();
        }
    }

    /** The wall clock of the record that is looked at. */
    private final class ReadClock implements InstantSource {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(readMillis);
        }

        @Override
        public long millis() {
            return readMillis;
        }
    }

    /** Progress in the task's store. */
    private record StoredProgress(KeyValueStore<String, Long> store) implements Joining.Progress {
        @Override
        public Long get(String key) {
            return store.get(key);
        }

        @Override
        public void put(String key, Long value) {
            if (value == null) {
                store.delete(key);
            } else {
                store.put(key, value);
            }
        }

        @Override
        public Map<String, Long> all(String prefix) {
            Map<String, Long> found = new TreeMap<>();
            try (KeyValueIterator<String, Long> entries = store.prefixScan(prefix, new StringSerializer())) {
                entries.forEachRemaining(entry -> found.put(entry.key, entry.value));
            }
            return found;
        }
    }
}
