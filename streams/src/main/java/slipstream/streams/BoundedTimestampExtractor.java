package slipstream.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Keeps hostile record timestamps away from Kafka's clocks: a record is never ahead of now. Event time is in the payload and is
 * checked there; a record's own timestamp is only the time of its ingestion.
 *
 * <p>Kafka Streams makes it by reflection, hence the public constructor; it is the one place of the stream job that has to read
 * the wall clock itself.
 */
public final class BoundedTimestampExtractor implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long now = java.time.Clock.systemUTC().millis();
        long stamped = record.timestamp();
        return stamped < 0 || stamped > now ? now : stamped;
    }
}
