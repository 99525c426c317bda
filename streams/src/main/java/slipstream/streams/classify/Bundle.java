package slipstream.streams.classify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Records of one partition that follow each other, made one on their way from the consumer to the stream task. Kafka Streams spends
 * more on a record than it takes to count what is in it, so that it is given few. A bundle has the offset of its first record:
 * as long as it waits to be processed that is where a commit has to begin again, and once it is processed a commit goes by what
 * the consumer has handed out.
 */
final class Bundle {
    /** Where each record ends and what its offset is; only {@link BundlingClients} writes it, no header of a sender gets so far. */
    static final String PARTS = "slipstream-bundle";

    /** So many bytes, and one record more, are in a bundle at most. */
    static final int ENOUGH_BYTES = 128 * 1024;

    private static final int BYTES_PER_PART = Integer.BYTES + Long.BYTES;

    private Bundle() {}

    /** What is done with each record of a bundle. */
    interface Reader {
        /**
         * @param bytes those of the record, null when it has no value
         * @param from where they begin
         * @param to behind their end
         */
        void read(long offset, byte[] bytes, int from, int to);
    }

    /** The same records in fewer, in their order, without headers and keys. */
    static List<ConsumerRecord<byte[], byte[]>> bundled(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> bundles = new ArrayList<>();
        int first = 0;
        int size = 0;
        for (int i = 0; i < records.size(); i++) {
            byte[] value = records.get(i).value();
            boolean isAlone = value == null;
            if (i > first && (isAlone || size >= ENOUGH_BYTES)) {
                bundles.add(bundle(records.subList(first, i), size));
                first = i;
                size = 0;
            }
            if (isAlone) {
                bundles.add(recordOf(records.get(i), null, new RecordHeaders()));
                first = i + 1;
            } else {
                size += value.length;
            }
        }
        if (first < records.size()) {
            bundles.add(bundle(records.subList(first, records.size()), size));
        }
        return bundles;
    }

    private static ConsumerRecord<byte[], byte[]> bundle(List<ConsumerRecord<byte[], byte[]>> records, int size) {
        ByteBuffer values = ByteBuffer.allocate(size);
        ByteBuffer parts = ByteBuffer.allocate(records.size() * BYTES_PER_PART);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            values.put(record.value());
            parts.putInt(values.position()).putLong(record.offset());
        }
        return recordOf(records.get(0), values.array(), new RecordHeaders().add(PARTS, parts.array()));
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(
            ConsumerRecord<byte[], byte[]> first, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                null,
                value,
                headers,
                first.leaderEpoch());
    }

    /** Reads the records of a bundle; a record that is none is read by itself. */
    static void forEach(long firstOffset, Headers headers, byte[] value, Reader reader) {
        Header header = headers.lastHeader(PARTS);
        if (header == null) {
            reader.read(firstOffset, value, 0, value == null ? 0 : value.length);
            return;
        }
        ByteBuffer parts = ByteBuffer.wrap(header.value());
        int from = 0;
        while (parts.hasRemaining()) {
            int to = parts.getInt();
            reader.read(parts.getLong(), value, from, to);
            from = to;
        }
    }
}
