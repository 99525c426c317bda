package slipstream.ingest.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.payload.ItemSink;

/** What one look at something told, with sequences that follow each other, handed on together. Not thread-safe. */
public final class ItemBatch implements ItemSink {
    private final String entry;
    private final String source;
    private final List<Observation> observations = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<String> drops = new ArrayList<>();
    private long sequence;

    /** @param afterSequence the sequences are higher than this one */
    public ItemBatch(String entry, String source, long afterSequence) {
        this.entry = entry;
        this.source = source;
        this.sequence = afterSequence;
    }

    @Override
    public Origin nextOrigin() {
        return new Origin(source, ++sequence);
    }

    @Override
    public void accept(Observation observation) {
        observations.add(observation);
    }

    @Override
    public void reject(RejectedObservationException why, byte[] item) {
        letters.add(new DeadLetter(why.reason(), entry, why.getMessage(), source, sequence, item));
    }

    @Override
    public void drop(String reason) {
        drops.add(reason);
    }

    /** The highest sequence that was given out. */
    public long lastSequence() {
        return sequence;
    }

    /**
     * Hands everything on, and counts what is left out.
     *
     * @return completes when the broker has confirmed it all; fails when it will not
     */
    public CompletableFuture<Void> publish(ObservationSink sink) {
        List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        drops.forEach(reason -> sink.drop(entry, reason));
        letters.forEach(letter -> confirmations.add(sink.reject(letter)));
        if (!observations.isEmpty()) {
            confirmations.add(sink.publish(entry, observations));
        }
        return CompletableFuture.allOf(confirmations.toArray(new CompletableFuture<?>[0]));
    }
}
