package slipstream.ingest.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;

/**
 * Where everything that comes in goes: to the observations, to the dead letters, or, counted, nowhere. For each entry the law
 * holds that received = accepted + dropped + dead.
 *
 * <p>Thread-safe. A call blocks while the buffer towards Kafka is full: that is the back-pressure.
 */
public interface ObservationSink {
    /**
     * Hands on observations of one source, in the order of their sequence; they travel as one record. They count as received
     * at once and as accepted when the broker has them.
     *
     * @param entry where they came in: {@code file}, {@code http} or {@code probe}
     * @param observations at least one, all of the same source
     * @return completes when the broker has confirmed the record on all in-sync replicas; fails when it will not
     */
    CompletableFuture<Void> publish(String entry, List<? extends Observation> observations);

    /**
     * Hands on something that cannot be counted. It counts as received at once and as dead when the broker has it.
     *
     * @return completes when the broker has confirmed the dead letter; fails when it will not
     */
    CompletableFuture<Void> reject(DeadLetter letter);

    /**
     * Counts something that is received and left out on purpose, such as a blank line.
     *
     * @param reason a fixed word, never taken from the input
     */
    void drop(String entry, String reason);
}
