package slipstream.alerting;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.deliver.Dedup;
import slipstream.contract.event.Notification;
import slipstream.contract.topic.Topics;

/**
 * Reads what receivers have been told, by this process or by another one, from the notifications topic. It is read from its
 * beginning at the start, and onwards each time partitions of the alert topic change hands. Not thread-safe.
 */
final class HistoryConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryConsumer.class);
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Dedup dedup;

    /** @param consumer belongs to no group, and begins at the beginning */
    HistoryConsumer(Consumer<byte[], byte[]> consumer, Dedup dedup) {
        this.consumer = consumer;
        this.dedup = dedup;
    }

    /**
     * Reads up to what is the end now.
     *
     * @return false when the topic or the broker is not there, or when told to stop: the end was not reached
     */
    boolean catchUp(BooleanSupplier stop) {
        try {
            List<TopicPartition> partitions = partitions();
            if (partitions.isEmpty()) {
                return false;
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK_TIMEOUT);
            while (!hasReached(ends)) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                consumer.poll(POLL).forEach(this::learn);
            }
            return true;
        } catch (TimeoutException e) {
            LOG.debug("the broker does not answer", e);
            return false;
        } catch (WakeupException e) {
            return false;
        }
    }

    /** Breaks off the reading under way, for good; called from any thread. */
    void stop() {
        consumer.wakeup();
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> known = consumer.partitionsFor(Topics.NOTIFICATIONS.name(), ASK_TIMEOUT);
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .collect(Collectors.toList());
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ASK_TIMEOUT) >= end.getValue());
    }

    private void learn(ConsumerRecord<byte[], byte[]> read) {
        try {
            Notification decision = Topics.NOTIFICATIONS.value().deserializer().deserialize(read.topic(), read.value());
            if (decision != null) {
                dedup.learn(decision);
            }
        } catch (SerializationException e) {
            // Not ours, then: whatever it says, nobody was told by us.
            LOG.warn("{}-{} at {} is not a notification", read.topic(), read.partition(), read.offset());
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
