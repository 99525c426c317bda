package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import slipstream.ingest.line.LineParser;

/** Shows a parser the lines that stand before the place where reading begins, so that it learns the names of the columns. */
record HeadReader(LineParser parser, ReadBuffer buffer) {
    /** Looks at the whole lines up to an offset. */
    void read(FileChannel channel, long end) throws IOException {
        long offset = 0;
        while (offset < end) {
            int length = (int) Math.min(buffer.fill(channel, offset), end - offset);
            int used = readLines(offset, length);
            if (length == 0) {
                return;
            }
            // What is longer than the buffer names no columns.
            offset += used == 0 ? length : used;
        }
    }

    private int readLines(long offset, int length) {
        byte[] data = buffer.bytes();
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (data[i] == '\n') {
                int to = i > start && data[i - 1] == '\r' ? i - 1 : i;
                parser.readHead(data, start, to, offset + start);
                start = i + 1;
            }
        }
        return start;
    }
}
