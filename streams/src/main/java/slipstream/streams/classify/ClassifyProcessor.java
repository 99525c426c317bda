package slipstream.streams.classify;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.ClockMark;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.store.CommitHook;
import slipstream.streams.store.Stores;

/** Judges the observations of one partition and drains what it has added up inside the commit. */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration IDLE_AFTER = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_IDLENESS = Duration.ofMillis(250);

    /** Under this key the store of high-water marks keeps the highest event time; no source can have this name. */
    private static final String EVENT_TIME = "\u0000event-time";

    private final SelectorIndex index;
    private final long keptMillis;
    private final ClockMode mode;
    private final ClassifyMetrics metrics;
    private final Accumulator accumulator = new Accumulator();
    private ProcessorContext<byte[], byte[]> context;
    private ObservationCodec codec;
    private HighWaterMarks marks;
    private PlausibleTime plausible;
    private boolean hasNews;
    private boolean saidIdle;
    private long lastReadMillis;

    ClassifyProcessor(Definitions definitions, ClockMode mode, MeterRegistry meters) {
        this.index = new SelectorIndex(definitions.slos());
        this.keptMillis = definitions.all().stream()
                .mapToLong(slo -> slo.period().plusHours(1).toMillis())
                .max()
                .orElse(0);
        this.mode = mode;
        this.metrics = new ClassifyMetrics(meters);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        KeyValueStore<String, Long> stored = context.getStateStore(Stores.HIGH_WATER_BY_SOURCE);
        codec = new ObservationCodec(TimeBounds.event(() -> Instant.ofEpochMilli(context.currentSystemTimeMs())));
        accumulator.clear();
        marks = new HighWaterMarks(stored::get);
        Long storedTime = stored.get(EVENT_TIME);
        plausible = new PlausibleTime(storedTime == null ? Long.MIN_VALUE : storedTime);
        hasNews = false;
        saidIdle = false;
        lastReadMillis = context.currentSystemTimeMs();
        CommitHook.onCommit(context, Stores.CLASSIFY_HOOK, () -> drain(stored));
        if (mode == ClockMode.EVENT) {
            context.schedule(LOOK_FOR_IDLENESS, PunctuationType.WALL_CLOCK_TIME, this::sayIfIdle);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        hasNews = true;
        lastReadMillis = context.currentSystemTimeMs();
        if (record.value() == null) {
            metrics.received();
            reject(
                    0,
                    new byte[0],
                    new RejectedObservationException(RejectReason.NULL_VALUE, "", "a record without a value"));
            return;
        }
        codec.readAll(record.value(), new ObservationCodec.Sink() {
            @Override
            public void accepted(Observation observation) {
                metrics.received();
                count(observation);
            }

            @Override
            public void rejected(int line, byte[] bytes, RejectedObservationException why) {
                metrics.received();
                reject(line, bytes, why);
            }
        });
    }

    private void count(Observation observation) {
        if (!marks.isNews(observation.origin())) {
            metrics.duplicate();
            return;
        }
        plausible.note(observation.timeMillis());
        long now = mode == ClockMode.LIVE ? context.currentSystemTimeMs() : plausible.highestMillis();
        if (keptMillis > 0 && now != Long.MIN_VALUE && observation.timeMillis() < now - keptMillis) {
            byte[] bytes = ObservationCodec.write(java.util.List.of(observation));
            reject(
                    0,
                    bytes,
                    new RejectedObservationException(
                            RejectReason.TOO_LATE,
                            "time",
                            "time " + Instant.ofEpochMilli(observation.timeMillis())
                                    + " is older than everything that is kept, back to "
                                    + Instant.ofEpochMilli(now - keptMillis)));
            return;
        }
        boolean matched = false;
        for (CompiledSlo slo : index.candidates(observation.service())) {
            Verdict verdict = slo.judge(observation);
            if (verdict != Verdict.NOT_SELECTED) {
                matched = true;
                accumulator.add(slo.series(), observation, verdict);
            }
        }
        metrics.accepted(matched);
    }

    private void reject(int line, byte[] bytes, RejectedObservationException why) {
        metrics.dead(why.reason());
        String source = context.recordMetadata()
                .map(at -> at.topic() + "-" + at.partition())
                .orElse(Topics.OBSERVATIONS.name());
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
        String detail = line == 0 ? why.getMessage() : "line " + (line + 1) + ": " + why.getMessage();
        DeadLetter letter = new DeadLetter(why.reason(), "topic", detail, source, offset, bytes);
        context.forward(
                new Record<>(
                        source.getBytes(StandardCharsets.UTF_8),
                        letter.bytes(),
                        context.currentSystemTimeMs(),
                        DeadLetterHeaders.of(letter)),
                ClassifyStage.WRITE_DEAD_LETTERS);
    }

    /** Runs inside the transaction that commits the offsets of all that was added up. */
    private void drain(KeyValueStore<String, Long> stored) {
        long wall = context.currentSystemTimeMs();
        marks.drain(stored::put);
        accumulator.drain((series, partial) ->
                context.forward(new Record<>(series.toBytes(), partial.toBytes(), wall), ClassifyStage.WRITE_PARTIALS));
        if (mode == ClockMode.EVENT && hasNews) {
            stored.put(EVENT_TIME, plausible.highestMillis());
            sendMark(false);
            saidIdle = false;
        }
        hasNews = false;
    }

    /** Nothing has been read for a while: whoever tells the time by events need not wait for this partition. */
    private void sayIfIdle(long wallMillis) {
        if (!hasNews && !saidIdle && wallMillis - lastReadMillis >= IDLE_AFTER.toMillis()) {
            sendMark(true);
            saidIdle = true;
        }
    }

    private void sendMark(boolean idle) {
        ClockMark mark = new ClockMark(context.taskId().partition(), plausible.highestMillis(), idle);
        context.forward(
                new Record<>(null, mark.toBytes(), context.currentSystemTimeMs()), ClassifyStage.WRITE_PARTIALS);
    }
}
