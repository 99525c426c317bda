package slipstream.bench.peer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.topic.Topics;

/** Reads what Slipstream commits to its topic of alerts, as an alert router would. */
final class SlipstreamWatch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Sightings sightings;
    private final Thread thread = new Thread(this::watch, "slipstream-watch");

    private SlipstreamWatch(KafkaConsumer<byte[], byte[]> consumer, Sightings sightings) {
        this.consumer = consumer;
        this.sightings = sightings;
    }

    static SlipstreamWatch start(String bootstrapServers, Sightings sightings) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        50),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ALERTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        SlipstreamWatch watch = new SlipstreamWatch(consumer, sightings);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
        consumer.close();
    }

    private void watch() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    AlertEvent alert =
                            Topics.ALERTS.value().deserializer().deserialize(Topics.ALERTS.name(), record.value());
                    if (alert.status() == AlertState.FIRING && alert.severity().equals("page")) {
                        sightings.see(alert.service());
                    }
                }
            }
        } catch (WakeupException e) {
            // The way in which close() ends the watch.
            return;
        }
    }
}
