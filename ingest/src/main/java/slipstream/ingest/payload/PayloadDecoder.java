package slipstream.ingest.payload;

import slipstream.contract.event.RejectedObservationException;

/** Turns one payload, which may hold any number of items, into observations. Says in its Javadoc whether it is thread-safe. */
public interface PayloadDecoder {
    /**
     * Reads a payload. Every item in it is handed to {@code items} exactly once: as one or more observations, as rejected, or as
     * dropped.
     *
     * @param payload holds the payload; it is not kept and not changed
     * @param from first byte
     * @param to one past the last byte
     * @throws RejectedObservationException when the payload as a whole is not understood; what was handed to {@code items} before
     *     is then to be forgotten
     */
    void decode(byte[] payload, int from, int to, ItemSink items) throws RejectedObservationException;
}
