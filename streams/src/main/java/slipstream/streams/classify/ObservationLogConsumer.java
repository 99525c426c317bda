package slipstream.streams.classify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import slipstream.contract.topic.Topics;

/** Reads observations from Kafka again, beside the stream job's own reading and without its group. */
public final class ObservationLogConsumer implements ObservationLog {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Map<String, Object> kafka;

    /** @param kafka how to reach the cluster */
    public ObservationLogConsumer(Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    @Override
    public Reader open(int partition) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        TopicPartition at = new TopicPartition(Topics.OBSERVATIONS.name(), partition);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(at));
        return new PartitionReader(consumer, at);
    }

    /** Reads one partition; what was polled and lies behind the end of a call is kept for the next. */
    private static final class PartitionReader implements Reader {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicPartition at;
        private long position = -1;

        PartitionReader(KafkaConsumer<byte[], byte[]> consumer, TopicPartition at) {
            this.consumer = consumer;
            this.at = at;
        }

        @Override
        public long read(long fromOffset, long toOffset, Duration atMost, Sink sink) {
            if (position != fromOffset) {
                consumer.seek(at, fromOffset);
            }
            long next = fromOffset;
            long deadline = System.nanoTime() + atMost.toNanos();
            while (next < toOffset && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> item : consumer.poll(POLL).records(at)) {
                    if (item.offset() < toOffset && item.value() != null) {
                        sink.value(item.value());
                    }
                }
                // Transaction markers take offsets too, so the position is what counts, not the last record.
                next = Math.min(toOffset, consumer.position(at));
            }
            position = next == toOffset ? -1 : next;
            return next;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
