package slipstream.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import slipstream.contract.topic.Topics;

/** Short texts written to and read back from the observations topic, to see that a broker keeps what it acknowledged. */
final class ObservationTape {
    private ObservationTape() {}

    /** Returns when the broker has acknowledged every one. */
    static void write(String bootstrapServers, List<String> texts) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "enable.idempotence", true);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                settings,
                Topics.OBSERVATIONS.key().serializer(),
                Topics.OBSERVATIONS.value().serializer())) {
            List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
            for (String text : texts) {
                acknowledged.add(producer.send(
                        new ProducerRecord<>(Topics.OBSERVATIONS.name(), text, text.getBytes(StandardCharsets.UTF_8))));
            }
            for (Future<RecordMetadata> each : acknowledged) {
                each.get();
            }
        }
    }

    /** Reads from the beginning until as many texts have come as are expected or thirty seconds have passed; a last look shows whether more came. */
    static List<String> read(String bootstrapServers, int expected) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "tape-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest");
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                settings,
                Topics.OBSERVATIONS.key().deserializer(),
                Topics.OBSERVATIONS.value().deserializer())) {
            consumer.subscribe(List.of(Topics.OBSERVATIONS.name()));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (texts.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(each -> texts.add(new String(each.value(), StandardCharsets.UTF_8)));
            }
            consumer.poll(Duration.ofMillis(200))
                    .forEach(each -> texts.add(new String(each.value(), StandardCharsets.UTF_8)));
        }
        return texts;
    }
}
