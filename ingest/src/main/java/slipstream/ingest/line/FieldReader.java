package slipstream.ingest.line;

import slipstream.contract.event.RejectedObservationException;

/** Takes the fields that a mapping names out of the lines of one file. Not thread-safe. */
interface FieldReader {
    /**
     * Reads a line.
     *
     * @param isFirst whether it is the first line of its file
     * @param values takes the text of each slot of the mapping; empty before the call
     * @return whether the line holds fields at all, and not the names of the columns
     */
    boolean read(byte[] line, int from, int to, boolean isFirst, String[] values) throws RejectedObservationException;

    /** As {@link LineParser#needsHead}. */
    default boolean needsHead() {
        return false;
    }

    /** As {@link LineParser#readHead}. */
    default void readHead(byte[] line, int from, int to, long offset) {}

    /** Fills the slots of one place of the line; what is empty or {@code -} is absent. */
    static void keep(MappedLines.PathNode node, String text, String[] values) {
        if (node == null || text.isEmpty() || text.equals("-")) {
            return;
        }
        for (int slot : node.slots()) {
            values[slot] = text;
        }
    }
}
