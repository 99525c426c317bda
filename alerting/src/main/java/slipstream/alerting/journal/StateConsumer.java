package slipstream.alerting.journal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.dispatch.Dispatcher;
import slipstream.contract.topic.Topics;

/**
 * Membership of the processes that can tell: the one to which the state topic's only partition is assigned does, the others stand by.
 * Reads the state for whom becomes the one. Used by one thread.
 */
public final class StateConsumer implements ConsumerRebalanceListener, AutoCloseable {
    /** The consumer group of all processes that can tell. */
    public static final String GROUP = "slipstream-alerting";

    /** After which a process that died without a word is given up, and another one tells. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final Logger LOG = LoggerFactory.getLogger(StateConsumer.class);
    private static final Duration ASK = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private boolean isOwner;

    /** @param consumer a member of the group, reading committed records from the beginning */
    public StateConsumer(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @param kafka how to reach the brokers, as any Kafka client takes it */
    public static StateConsumer connect(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MILLIS / 3);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, StatePublisher.MAX_RECORD_BYTES);
        return new StateConsumer(new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    public void join() {
        consumer.subscribe(List.of(Topics.ALERTING_RECORDS.name()), this);
    }

    /** Remains a member; afterwards {@link #isOwner} tells who tells. */
    public void poll(Duration patience) {
        consumer.poll(patience);
    }

    public boolean isOwner() {
        return isOwner;
    }

    /**
     * Gives the dispatcher everything that was kept.
     *
     * @return false when told to stop, or when another process became the one meanwhile
     */
    public boolean restore(Dispatcher dispatcher, BooleanSupplier stop) {
        Set<TopicPartition> own = consumer.assignment();
        consumer.resume(own);
        consumer.seekToBeginning(own);
        long end = consumer.endOffsets(own, ASK).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        StateTable table = new StateTable();
        while (isOwner && !stop.getAsBoolean() && position(own) < end) {
            consumer.poll(POLL).forEach(table::read);
        }
        consumer.pause(own);
        if (!isOwner || stop.getAsBoolean()) {
            return false;
        }
        table.restore(dispatcher);
        return true;
    }

    private long position(Set<TopicPartition> own) {
        return own.stream()
                .mapToLong(partition -> consumer.position(partition, ASK))
                .sum();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            isOwner = true;
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.info("another process tells from now on");
            isOwner = false;
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    /** The last value of each key. */
    private static final class StateTable {
        private final Map<String, byte[]> values = new LinkedHashMap<>();

        private void read(ConsumerRecord<String, byte[]> read) {
            values.remove(read.key());
            if (read.value() != null) {
                values.put(read.key(), read.value());
            }
        }

        private void restore(Dispatcher dispatcher) {
            values.forEach((key, value) -> {
                try {
                    if (!StateRecord.restore(key, value, dispatcher)) {
                        LOG.warn("the state {} is of a kind that this release does not know", key);
                    }
                } catch (SerializationException e) {
                    LOG.warn("the state {} cannot be read and is passed over: {}", key, e.getMessage());
                }
            });
        }
    }
}
