package slipstream.streams.classify;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.SeriesKey;

/**
 * Counts for new definitions what was observed before they came: everything in one partition up to the offset from which they count
 * by themselves. It only emits partials, because partials can be added in any order. Resends are recognised by marks of its own, which
 * rise as the log is read again. Mutable, not thread-safe.
 */
final class Backfill {
    private final long id;
    private final List<AccountKey> definitions;
    private final long joinOffset;
    private final Classifier classifier;
    private final ObservationCodec codec;
    private ObservationLog.Reader reader;
    private long nextOffset;
    private long observations;

    /**
     * @param id tells the back-fills of a partition apart, over restarts
     * @param definitions what is counted, compiled
     * @param nextOffset where to go on
     * @param joinOffset the first offset that the definitions have counted by themselves
     * @param ids which sources tell resends by an id
     * @param storedMarks the marks of this back-fill as of the last commit
     */
    Backfill(
            long id,
            Definitions definitions,
            long nextOffset,
            long joinOffset,
            ObservationCodec codec,
            Groups groups,
            EventIds.Settings ids,
            Function<String, Long> storedMarks) {
        this.id = id;
        this.definitions = List.copyOf(definitions.keys());
        this.nextOffset = nextOffset;
        this.joinOffset = joinOffset;
        this.codec = codec;
        this.classifier = new Classifier(definitions, storedMarks, Long.MIN_VALUE, groups, ids);
    }

    long id() {
        return id;
    }

    Collection<AccountKey> definitions() {
        return definitions;
    }

    long nextOffset() {
        return nextOffset;
    }

    long joinOffset() {
        return joinOffset;
    }

    /** How many observations were counted anew since this process has had it. */
    long observations() {
        return observations;
    }

    boolean isDone() {
        return nextOffset >= joinOffset;
    }

    /** Reads on for a while. */
    void step(ObservationLog log, int partition, Duration atMost, long nowMillis) {
        if (reader == null) {
            reader = log.open(partition);
        }
        nextOffset = reader.read(
                nextOffset,
                joinOffset,
                atMost,
                value -> codec.readAll(value, new ObservationCodec.Sink() {
                    @Override
                    public void accepted(Observation observation) {
                        observations++;
                        classifier.count(observation, ClockMode.LIVE, nowMillis);
                    }

                    @Override
                    public void rejected(int index, byte[] line, RejectedObservationException why) {
                        // It went to the dead letters when it was read first.
                    }
                }));
        if (isDone()) {
            close();
        }
    }

    void drain(BiConsumer<SeriesKey, Partial> sink, BiConsumer<String, Long> storeMark) {
        classifier.drain(sink);
        classifier.drainState(storeMark, group -> {});
    }

    void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
