package slipstream.ingest.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.ingest.publish.ObservationSink;

/** Hands on what the records of one partition tell, a hundred observations together. Not thread-safe. */
final class PartitionBatch {
    /** As many observations as travel in one record. */
    private static final int MAX_TOGETHER = 100;

    private final PartitionProgress progress;
    private final ObservationSink sink;
    private final List<Observation> together = new ArrayList<>();
    private boolean refused;

    PartitionBatch(PartitionProgress progress, ObservationSink sink) {
        this.progress = progress;
        this.sink = sink;
    }

    /** Takes what the record at an offset tells; after a refusal nothing more is handed on, because it would overtake what is read again. */
    void add(RecordItems items, long offset) {
        for (DeadLetter letter : items.letters()) {
            note(sink.reject(letter), offset, 1);
        }
        items.drops().forEach(reason -> sink.drop(RecordItems.ENTRY, reason));
        for (Observation observation : items.observations()) {
            if (together.size() == MAX_TOGETHER || isOfAnother(observation)) {
                flush(offset);
            }
            if (refused) {
                return;
            }
            together.add(observation);
        }
    }

    /** Hands on what has gathered; the offset is that of the first record that has not been taken as a whole. */
    void flush(long offsetAfter) {
        if (together.isEmpty()) {
            note(CompletableFuture.completedFuture(null), offsetAfter, 0);
        } else if (!refused) {
            note(sink.publish(RecordItems.ENTRY, List.copyOf(together)), offsetAfter, together.size());
            together.clear();
        }
    }

    /** Whether something was not taken. */
    boolean isRefused() {
        return refused;
    }

    private boolean isOfAnother(Observation observation) {
        return !together.isEmpty()
                && !together.get(0)
                        .origin()
                        .source()
                        .equals(observation.origin().source());
    }

    private void note(CompletableFuture<Void> confirmation, long offsetAfter, int size) {
        progress.add(confirmation, offsetAfter, size);
        refused |= confirmation.isCompletedExceptionally();
    }
}
