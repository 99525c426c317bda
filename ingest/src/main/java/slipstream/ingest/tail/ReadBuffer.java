package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A fixed room for bytes of a file, used again and again. Not thread-safe. */
final class ReadBuffer {
    private final byte[] bytes;

    ReadBuffer(int size) {
        this.bytes = new byte[size];
    }

    /** Reads from an offset of the file on, as much as there is room for; returns how many bytes there were. */
    int fill(FileChannel channel, long offset) throws IOException {
        ByteBuffer room = ByteBuffer.wrap(bytes);
        int read;
        do {
            read = channel.read(room, offset + room.position());
        } while (read > 0 && room.hasRemaining());
        return room.position();
    }

    /** The room itself, not a copy. */
    byte[] bytes() {
        return bytes;
    }
}
