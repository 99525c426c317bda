package slipstream.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import slipstream.contract.topic.Topic;

/** Reads a topic from its beginning, committed records only, the way any consumer of it would. */
final class TopicReader<V> implements AutoCloseable {
    private final Topic<?, V> topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Item<V>> all = new ArrayList<>();

    /** A record and when the broker got it. */
    record Item<V>(ConsumerRecord<byte[], byte[]> at, V value) {}

    TopicReader(String bootstrapServers, Topic<?, V> topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        50,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything that has been on the topic so far. */
    List<Item<V>> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
        return List.copyOf(all);
    }

    List<V> values() {
        return all().stream().map(Item::value).toList();
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            all.add(new Item<>(record, topic.value().deserializer().deserialize(topic.name(), record.value())));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
