package slipstream.bench.throughput;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Follows the output of a stream job, of committed transactions only, until it tells the truth. */
public abstract class Watch<V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    /** A job that has committed nothing for so long has come to its end, and to a wrong one. */
    private static final long SILENT_NANOS = Duration.ofSeconds(60).toNanos();

    private final KafkaConsumer<String, V> consumer;

    /** @param topic the output, which is read from its beginning */
    protected Watch(Map<String, Object> kafka, String topic, int partitions, Serde<V> values) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(settings, Serdes.String().deserializer(), values.deserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Takes a record of the output. */
    protected abstract void see(String key, V value);

    /** What differs from the truth, found one by one as it is asked for. */
    protected abstract Stream<String> problems();

    /** Returns when there is no problem left, or when nothing new has come for a minute: then with what is wrong. */
    public final List<String> awaitTruth() {
        long lastNews = System.nanoTime();
        boolean isRight = false;
        while (!isRight && System.nanoTime() - lastNews < SILENT_NANOS) {
            boolean news = false;
            for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
                news = true;
                see(record.key(), record.value());
            }
            if (news) {
                lastNews = System.nanoTime();
                isRight = problems().findAny().isEmpty();
            }
        }
        return problems().toList();
    }

    @Override
    public final void close() {
        consumer.close();
    }
}
