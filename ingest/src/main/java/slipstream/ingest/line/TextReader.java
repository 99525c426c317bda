package slipstream.ingest.line;

import java.util.Optional;
import slipstream.contract.event.RejectedObservationException;

/** Understands the lines of one file of a named format, as text. Not thread-safe. */
interface TextReader {
    /** Adds what a line says to what is told; nothing when it is understood and tells nothing that is counted. */
    void read(String line, Told told) throws RejectedObservationException;

    /** As {@link LineParser#needsHead}. */
    default boolean needsHead() {
        return false;
    }

    /** As {@link LineParser#readHead}. */
    default void readHead(String line, boolean first) {}

    /** As {@link LineParser#trouble}. */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
