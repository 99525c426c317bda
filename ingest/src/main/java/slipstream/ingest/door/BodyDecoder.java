package slipstream.ingest.door;

import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.payload.ItemSink;

/** As {@link slipstream.ingest.payload.PayloadDecoder}, with the words of HTTP for a body that is refused as a whole. */
@FunctionalInterface
public interface BodyDecoder {
    /**
     * Reads a body and hands each of its items to {@code items} exactly once.
     *
     * @throws RefusedException when the body as a whole is not taken; what was handed over before is then forgotten
     * @throws RejectedObservationException the same, where the body is not understood
     */
    void decode(byte[] body, int from, int to, ItemSink items) throws RefusedException, RejectedObservationException;
}
