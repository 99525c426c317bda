package slipstream.alerting.journal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.dispatch.Dispatcher;
import slipstream.alerting.silence.SilenceSerde;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Notification;
import slipstream.contract.event.RejectReason;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;

/**
 * Reads alerts and silences, from the beginning of their compacted topics: what is there is what holds. Used by one thread.
 */
public final class InputConsumer implements AutoCloseable {
    /** The counter of what was read, by its outcome. */
    public static final String EVENTS = "slipstream.alerting.events";

    private static final Logger LOG = LoggerFactory.getLogger(InputConsumer.class);
    private static final List<String> TOPICS =
            List.of(Topics.SILENCES.name(), Topics.ALERTS.name(), Topics.NOTIFICATIONS.name());

    /** So many decisions of each partition are read again after a restart. */
    private static final long LAST_DECISIONS = 2_500;

    private static final Duration ASK = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MAX_DETAIL_CHARS = 300;

    private final Consumer<byte[], byte[]> consumer;
    private final Sinks sinks;
    private final MeterRegistry meters;
    private boolean caughtUp;

    /**
     * Where what is read goes.
     *
     * @param dispatcher takes alerts and silences
     * @param decisions takes the last decisions, and each that is made from then on
     * @param publisher takes what cannot be read
     */
    public record Sinks(
            Dispatcher dispatcher, java.util.function.Consumer<Notification> decisions, StatePublisher publisher) {}

    /** @param consumer belongs to no group, and reads committed records only */
    public InputConsumer(Consumer<byte[], byte[]> consumer, Sinks sinks, MeterRegistry meters) {
        this.consumer = consumer;
        this.sinks = sinks;
        this.meters = meters;
    }

    /** @param kafka how to reach the brokers, as any Kafka client takes it */
    public static InputConsumer connect(Map<String, Object> kafka, Sinks sinks, MeterRegistry meters) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The default of half a second would be the greater part of the time from an event to somebody told.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        Deserializer<byte[]> bytes = new ByteArrayDeserializer();
        return new InputConsumer(new KafkaConsumer<>(config, bytes, bytes), sinks, meters);
    }

    /**
     * Reads everything that is there now.
     *
     * @param meanwhile is called again and again, and says whether to go on
     * @return false when it said no, or the topics are not there
     */
    public boolean catchUp(BooleanSupplier meanwhile) {
        Collection<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            return false;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
        ends.forEach(this::passOverOldDecisions);
        while (!hasReached(ends)) {
            if (!meanwhile.getAsBoolean()) {
                return false;
            }
            read(POLL);
        }
        caughtUp = true;
        return true;
    }

    private void passOverOldDecisions(TopicPartition partition, long end) {
        if (partition.topic().equals(Topics.NOTIFICATIONS.name())) {
            consumer.seek(partition, Math.max(consumer.position(partition, ASK), end - LAST_DECISIONS));
        }
    }

    /** Hands on what has come in; waits for something for a while. */
    public void read(Duration patience) {
        consumer.poll(patience).forEach(this::handOn);
    }

    private Collection<TopicPartition> partitions() {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : TOPICS) {
            List<PartitionInfo> known = consumer.partitionsFor(topic, ASK);
            if (known == null || known.isEmpty()) {
                return List.of();
            }
            known.forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
        }
        return all;
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ASK) >= end.getValue());
    }

    private void handOn(ConsumerRecord<byte[], byte[]> read) {
        if (read.value() == null) {
            // It was deleted from the compacted topic; there is nothing to tell.
            count("dropped");
            return;
        }
        try {
            if (read.topic().equals(Topics.SILENCES.name())) {
                sinks.dispatcher().silence(SilenceSerde.read(read.value()));
            } else if (read.topic().equals(Topics.NOTIFICATIONS.name())) {
                sinks.decisions()
                        .accept(Topics.NOTIFICATIONS.value().deserializer().deserialize(read.topic(), read.value()));
            } else {
                sinks.dispatcher().alert(Topics.ALERTS.value().deserializer().deserialize(read.topic(), read.value()));
                count("accepted");
            }
        } catch (SerializationException e) {
            bury(read, e.getMessage());
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> read, String why) {
        String line = why.replaceAll("\\p{Cntrl}+", " ");
        String detail = "not understood: " + line.substring(0, Math.min(line.length(), MAX_DETAIL_CHARS));
        String source = read.topic() + "-" + read.partition();
        LOG.warn("the record at offset {} of {} goes to the dead letters: {}", read.offset(), source, detail);
        count("dead");
        if (!caughtUp) {
            // Whoever read it first has buried it.
            return;
        }
        DeadLetter letter =
                new DeadLetter(RejectReason.UNDECODABLE, "topic", detail, source, read.offset(), read.value());
        sinks.publisher()
                .add(new ProducerRecord<>(
                        Topics.DEAD_LETTERS.name(),
                        null,
                        letter.source(),
                        letter.bytes(),
                        DeadLetterHeaders.of(letter)));
    }

    private void count(String outcome) {
        meters.counter(EVENTS, "outcome", outcome).increment();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
