package slipstream.ingest.otlp;

import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.payload.ItemSink;

/** Reads the items of one signal: spans, log records or metrics. Made for one payload. */
interface ItemReader {
    /** The resource of the items that follow. */
    void begin(Resource resource);

    /** Sees an item of the resource before the first one is read, for what a later item tells about an earlier one. */
    default void preview(int from, int to) throws RejectedObservationException {}

    /** Whether {@link #preview} is of use. */
    default boolean wantsPreview() {
        return false;
    }

    /**
     * Reads an item.
     *
     * @throws RejectedObservationException when the payload is no OTLP
     */
    void read(int from, int to, ItemSink items) throws RejectedObservationException;
}
