package slipstream.ingest.topic;

import java.util.Map;

/**
 * One record of a foreign topic.
 *
 * @param timestampMillis when it was written, by the record itself
 * @param value null when it has none
 * @param headers by name in lower case, as text
 */
@SuppressWarnings("ArrayRecordComponent") // One to a record read, never compared.
record TopicRecord(
        String topic, int partition, long offset, long timestampMillis, byte[] value, Map<String, String> headers) {
    TopicRecord {
        headers = Map.copyOf(headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The same record with another value. */
    TopicRecord withValue(byte[] other) {
        return new TopicRecord(topic, partition, offset, timestampMillis, other, Map.of());
    }
}
