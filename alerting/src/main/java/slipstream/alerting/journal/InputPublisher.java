package slipstream.alerting.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.alerting.silence.Silence;
import slipstream.alerting.silence.SilenceSerde;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.topic.Topics;

/** Writes what comes in from people and programs to the topics where every process finds it. Thread-safe. */
public final class InputPublisher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;

    public InputPublisher(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** @param kafka how to reach the brokers, as any Kafka client takes it */
    public static InputPublisher connect(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new InputPublisher(new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    /** Returns when all in-sync replicas have them. */
    public void alerts(List<AlertEvent> alerts) throws DeskUnavailableException {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (AlertEvent alert : alerts) {
            byte[] value = Topics.ALERTS.value().serializer().serialize(Topics.ALERTS.name(), alert);
            records.add(new ProducerRecord<>(Topics.ALERTS.name(), alert.fingerprint(), value));
        }
        send(records);
    }

    /** Returns when all in-sync replicas have it. */
    public void silence(Silence silence) throws DeskUnavailableException {
        send(List.of(new ProducerRecord<>(Topics.SILENCES.name(), silence.id(), SilenceSerde.write(silence))));
    }

    private void send(List<ProducerRecord<String, byte[]>> records) throws DeskUnavailableException {
        List<Future<RecordMetadata>> confirmations = new ArrayList<>();
        try {
            records.forEach(record -> confirmations.add(producer.send(record)));
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (Future<RecordMetadata> confirmation : confirmations) {
                confirmation.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException e) {
            throw new DeskUnavailableException("Kafka did not confirm within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException | KafkaException e) {
            throw new DeskUnavailableException("Kafka did not take it: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeskUnavailableException("the process is ending", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
