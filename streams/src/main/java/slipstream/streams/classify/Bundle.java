package slipstream.streams.classify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of one partition that follow each other, made one on their way from the consumer to the stream task. Kafka Streams spends
 * more on a record than it takes to count what is in it, so that it is given few. Mutable while it grows, not thread-safe.
 */
final class Bundle {
    /** The header that says where each record ends and what its offset is; no header of a sender gets so far. */
    static final String PARTS = "slipstream-bundle";

    /** So many bytes, and one record more, are in a bundle at most. */
    static final int ENOUGH_BYTES = 128 * 1024;

    private static final int BYTES_PER_PART = Integer.BYTES + Long.BYTES;

    private final List<byte[]> values = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private int size;

    /** What is done with each record of a bundle. */
    interface Reader {
        /**
         * @param bytes those of the record, null when it has no value
         * @param from where they begin
         * @param to behind their end
         */
        void read(long offset, byte[] bytes, int from, int to);
    }

    void add(long offset, byte[] value) {
        values.add(value);
        offsets.add(offset);
        size += value.length;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean isFull() {
        return size >= ENOUGH_BYTES;
    }

    /** The values of all its records, one behind the other. */
    byte[] value() {
        ByteBuffer joined = ByteBuffer.allocate(size);
        values.forEach(joined::put);
        return joined.array();
    }

    /** Where each record ends in the value, and its offset. */
    byte[] parts() {
        ByteBuffer parts = ByteBuffer.allocate(values.size() * BYTES_PER_PART);
        int end = 0;
        for (int i = 0; i < values.size(); i++) {
            end += values.get(i).length;
            parts.putInt(end).putLong(offsets.get(i));
        }
        return parts.array();
    }

    /** Reads the records of a bundle. */
    static void forEach(byte[] parts, byte[] value, Reader reader) {
        ByteBuffer left = ByteBuffer.wrap(parts);
        int from = 0;
        while (left.hasRemaining()) {
            int to = left.getInt();
            reader.read(left.getLong(), value, from, to);
            from = to;
        }
    }
}
