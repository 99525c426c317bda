package slipstream.ingest.line;

import java.util.Optional;
import java.util.function.Consumer;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;

/** Turns the lines of one file of a format into observations. Not thread-safe: it keeps its scratch space between lines. */
public interface LineParser {
    /**
     * Reads one line, without its line end.
     *
     * @param line the buffer that holds the line; it may change after the call
     * @param from first byte of the line
     * @param to one past its last byte
     * @param origin the origin of the first observation, whose sequence is 1 for the first line of a file; each further one of the
     *     same line has the next sequence, and there are never more of them than the line has bytes
     * @param out takes what the line says, in order; not called at all for a line that is understood and tells nothing that
     *     is counted
     * @throws RejectedObservationException with what was found and what was expected, when the line cannot be counted; nothing
     *     has been handed to {@code out} then
     */
    void parse(byte[] line, int from, int to, Origin origin, Consumer<? super Observation> out)
            throws RejectedObservationException;

    /** Whether lines can only be read once the lines before them have been seen, because those name the columns. */
    default boolean needsHead() {
        return false;
    }

    /** Takes the names of the columns from a line that stands before the place where reading begins, if it has them. */
    default void readHead(byte[] line, int from, int to, long offset) {}

    /** What a person should know about how the lines are read, in one sentence; empty when all is well. */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
