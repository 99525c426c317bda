package slipstream.ingest.tail;

import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;

/** Turns the lines of one format into observations. Not thread-safe: it keeps its scratch space between lines. */
public interface LineParser {
    /**
     * Reads one line, without its line end.
     *
     * @param line the buffer that holds the line; it may change after the call
     * @param from first byte of the line
     * @param to one past its last byte
     * @throws RejectedObservationException with what was found and what was expected, when the line cannot be counted
     */
    RequestObservation parse(byte[] line, int from, int to, Origin origin) throws RejectedObservationException;
}
