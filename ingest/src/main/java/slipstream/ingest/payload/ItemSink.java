package slipstream.ingest.payload;

import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;

/** Takes the items of one payload, in their order. Not thread-safe: one to a payload. */
public interface ItemSink {
    /** The origin of the next observation; each call gives one with a higher sequence. */
    Origin nextOrigin();

    /** Takes what an item tells. */
    void accept(Observation observation);

    /**
     * Takes an item that cannot be counted.
     *
     * @param item its bytes as they came, or as near to that as the form allows; copied
     */
    void reject(RejectedObservationException why, byte[] item);

    /**
     * Takes an item that is understood and left out on purpose, such as a span that is no request.
     *
     * @param reason a fixed word, never taken from the input
     */
    void drop(String reason);
}
