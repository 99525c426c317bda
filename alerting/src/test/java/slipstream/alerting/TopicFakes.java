package slipstream.alerting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;
import slipstream.contract.topic.Topics;

/** Kafka's own test consumers, set up with our topics. */
final class TopicFakes {
    private TopicFakes() {}

    static TopicPartition alerts(int partition) {
        return new TopicPartition(Topics.ALERTS.name(), partition);
    }

    static TopicPartition notifications(int partition) {
        return new TopicPartition(Topics.NOTIFICATIONS.name(), partition);
    }

    static MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (int partition = 0; partition < 4; partition++) {
            beginnings.put(alerts(partition), 0L);
            beginnings.put(notifications(partition), 0L);
        }
        consumer.updateBeginningOffsets(beginnings);
        return consumer;
    }

    /** A notifications topic with one partition, whose records are added at the next poll. */
    static MockConsumer<byte[], byte[]> history(byte[]... values) {
        MockConsumer<byte[], byte[]> consumer = consumer();
        Node node = new Node(1, "127.0.0.1", 9092);
        consumer.updatePartitions(
                Topics.NOTIFICATIONS.name(),
                List.of(new PartitionInfo(Topics.NOTIFICATIONS.name(), 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateEndOffsets(Map.of(notifications(0), 0L));
        append(consumer, 0, values);
        return consumer;
    }

    /** Appends records from the given offset on; they become visible at the next poll. */
    static void append(MockConsumer<byte[], byte[]> history, long offset, byte[]... values) {
        List<byte[]> copies = new ArrayList<>(List.of(values));
        history.updateEndOffsets(Map.of(notifications(0), offset + copies.size()));
        history.schedulePollTask(() -> {
            for (int i = 0; i < copies.size(); i++) {
                history.addRecord(
                        new ConsumerRecord<>(Topics.NOTIFICATIONS.name(), 0, offset + i, null, copies.get(i)));
            }
        });
    }

    static ConsumerRecord<byte[], byte[]> alertRecord(int partition, long offset, byte[] value) {
        return new ConsumerRecord<>(Topics.ALERTS.name(), partition, offset, null, value);
    }

    static byte[] json(AlertEvent event) {
        return Topics.ALERTS.value().serializer().serialize(Topics.ALERTS.name(), event);
    }

    static byte[] json(Notification decision) {
        return Topics.NOTIFICATIONS.value().serializer().serialize(Topics.NOTIFICATIONS.name(), decision);
    }

    static Notification notification(byte[] json) {
        return Topics.NOTIFICATIONS.value().deserializer().deserialize(Topics.NOTIFICATIONS.name(), json);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static long committed(MockConsumer<byte[], byte[]> consumer, int partition) {
        OffsetAndMetadata offset = consumer.committed(Set.of(alerts(partition))).get(alerts(partition));
        return offset == null ? -1 : offset.offset();
    }

    static List<Notification> decisions(MockProducer<String, byte[]> producer) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(Topics.NOTIFICATIONS.name()))
                .map(record -> notification(record.value()))
                .toList();
    }

    static MockProducer<String, byte[]> producer(boolean confirming) {
        return new MockProducer<>(confirming, null, new StringSerializer(), new ByteArraySerializer());
    }
}
