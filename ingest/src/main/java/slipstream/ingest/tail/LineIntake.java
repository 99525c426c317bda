package slipstream.ingest.tail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.line.LineParser;

/** Decides what becomes of each line of one source, and puts it into a chunk. Not thread-safe. */
final class LineIntake {
    /** Longer lines are dead letters. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final LineParser parser;
    private final String source;
    private final String entry;
    private final List<Observation> told = new ArrayList<>();

    /** @param entry the entry under which the lines are counted */
    LineIntake(LineParser parser, String source, String entry) {
        this.parser = parser;
        this.source = source;
        this.entry = entry;
    }

    Chunk newChunk() {
        return new Chunk(entry);
    }

    /**
     * Takes a line.
     *
     * @param start its first byte
     * @param newline one past its last byte
     * @param offset where it begins in its source
     */
    void take(Chunk chunk, byte[] data, int start, int newline, long offset) {
        int from = offset == 0 && startsWithMark(data, start, newline) ? start + BYTE_ORDER_MARK.length : start;
        int to = newline > from && data[newline - 1] == '\r' ? newline - 1 : newline;
        if (newline - start > MAX_LINE_BYTES) {
            byte[] head = Arrays.copyOfRange(data, start, start + MAX_LINE_BYTES);
            String detail = "the line has more than " + MAX_LINE_BYTES + " bytes; its beginning is kept";
            chunk.bury(letter(RejectReason.LINE_TOO_LONG, detail, offset, head), MAX_LINE_BYTES);
        } else if (isBlank(data, from, to)) {
            chunk.dropBlank();
        } else {
            try {
                told.clear();
                parser.parse(data, from, to, new Origin(source, offset + 1), told::add);
                chunk.accept(told, to - from);
            } catch (RejectedObservationException e) {
                byte[] line = Arrays.copyOfRange(data, start, newline);
                chunk.bury(letter(e.reason(), e.getMessage(), offset, line), to - from);
            }
        }
    }

    private DeadLetter letter(RejectReason reason, String detail, long offset, byte[] line) {
        return new DeadLetter(reason, entry, detail, source, offset, line);
    }

    /** The next line end in a range, or -1. */
    static int newline(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWithMark(byte[] data, int from, int to) {
        return to - from >= BYTE_ORDER_MARK.length
                && Arrays.equals(data, from, from + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private static boolean isBlank(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] != ' ' && data[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
