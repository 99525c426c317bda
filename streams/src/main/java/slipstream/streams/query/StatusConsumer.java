package slipstream.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;

/**
 * Keeps a {@link StatusView} equal to the topics of budgets and alerts, on a thread of its own.
 *
 * <p>It reads every partition from the beginning and belongs to no group, so that every instance answers for every SLO. While
 * the broker is away it keeps what it knows and goes on where it was. Only a refusal that no waiting can cure (credentials,
 * permissions, versions) stops it; then it says so in its health.
 */
public final class StatusConsumer implements HealthSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusConsumer.class);
    private static final String PART = "status view";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final StatusView view;
    private final Duration retry;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();
    private volatile Health health = new Health(PART, Health.State.WAITING, "not started");
    private volatile boolean caughtUp;
    private volatile Consumer<byte[], byte[]> current;

    /** @param kafkaSettings bootstrap servers and security; what this consumer depends on is set over them */
    public StatusConsumer(Map<String, Object> kafkaSettings, StatusView view) {
        this(() -> new KafkaConsumer<>(settings(kafkaSettings)), view, RETRY);
    }

    StatusConsumer(Supplier<Consumer<byte[], byte[]>> consumers, StatusView view, Duration retry) {
        this.consumers = consumers;
        this.view = view;
        this.retry = retry;
        this.thread = new Thread(this::run, "status-view");
        this.thread.setDaemon(true);
    }

    static Map<String, Object> settings(Map<String, Object> kafkaSettings) {
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The default of 500 ms would be most of the time between an event and the page that shows it.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    public void start() {
        health = new Health(PART, Health.State.WAITING, "connects to Kafka");
        thread.start();
    }

    @Override
    public List<Health> health() {
        return List.of(health);
    }

    /** Whether everything that was on the topics at the start has been read. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closing.await(retry.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AuthenticationException | AuthorizationException | UnsupportedVersionException e) {
            fail("Kafka refuses to let the budgets and alerts be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            fail("stopped by a bug: " + e, e);
        }
    }

    /** Reads until closed, or until the connection has to be made anew. */
    private void follow() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            current = consumer;
            // A close before this line found nothing to wake; one after it does.
            if (closing.getCount() == 0) {
                return;
            }
            assign(consumer);
            while (closing.getCount() > 0) {
                for (ConsumerRecord<byte[], byte[]> item : consumer.poll(POLL)) {
                    take(item);
                }
                notePositions(consumer);
            }
        } catch (WakeupException e) {
            LOG.debug("woken to close");
        } catch (AuthenticationException | AuthorizationException | UnsupportedVersionException e) {
            throw e;
        } catch (KafkaException e) {
            String reason = "Kafka cannot be read, tried again each " + retry.toMillis() + " ms: " + e.getMessage();
            // An outage of an hour is one line of the log, not one for each try.
            if (!health.reason().equals(reason)) {
                LOG.warn("budgets and alerts are not followed at the moment: {}", reason);
            }
            waiting(reason);
        } finally {
            current = null;
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?, ?> topic : List.of(Topics.BUDGETS, Topics.ALERTS)) {
            List<PartitionInfo> found = consumer.partitionsFor(topic.name());
            if (found == null || found.isEmpty()) {
                throw new KafkaException("there is no topic " + topic.name() + " yet");
            }
            found.forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        }
        consumer.assign(partitions);
        if (positions.isEmpty()) {
            consumer.seekToBeginning(partitions);
            endsAtStart.putAll(consumer.endOffsets(partitions));
        } else {
            partitions.stream()
                    .filter(positions::containsKey)
                    .forEach(partition -> consumer.seek(partition, positions.get(partition)));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> item) {
        try {
            if (item.topic().equals(Topics.BUDGETS.name())) {
                takeStatus(key(Topics.BUDGETS, item), item);
            } else {
                takeAlert(key(Topics.ALERTS, item), item);
            }
        } catch (SerializationException e) {
            // The record is no statement about an SLO that could be shown; the ones before and after it are.
            LOG.warn(
                    "record {} of {}-{} is skipped: {}", item.offset(), item.topic(), item.partition(), e.getMessage());
        }
    }

    private void takeStatus(String slo, ConsumerRecord<byte[], byte[]> item) {
        BudgetStatus status = Topics.BUDGETS.value().deserializer().deserialize(item.topic(), item.value());
        if (status == null) {
            view.remove(slo);
        } else {
            view.update(status);
        }
    }

    private void takeAlert(String fingerprint, ConsumerRecord<byte[], byte[]> item) {
        AlertEvent alert = Topics.ALERTS.value().deserializer().deserialize(item.topic(), item.value());
        if (alert == null) {
            view.removeAlert(fingerprint);
        } else {
            view.update(alert, Instant.ofEpochMilli(item.timestamp()));
        }
    }

    private static String key(Topic<String, ?> topic, ConsumerRecord<byte[], byte[]> item) {
        String key = topic.key().deserializer().deserialize(item.topic(), item.key());
        if (key == null) {
            throw new SerializationException("it has no key");
        }
        return key;
    }

    private void notePositions(Consumer<byte[], byte[]> consumer) {
        long left = 0;
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            positions.put(partition, position);
            left += Math.max(0, endsAtStart.getOrDefault(partition, 0L) - position);
        }
        if (left == 0) {
            caughtUp = true;
        }
        if (caughtUp) {
            health = new Health(PART, Health.State.UP, "follows the budgets and alerts");
        } else {
            waiting("reads what is known so far, " + left + " records to go");
        }
    }

    private void waiting(String reason) {
        health = new Health(PART, Health.State.WAITING, reason);
    }

    private void fail(String reason, RuntimeException cause) {
        LOG.error("the status view stops: {}", reason, cause);
        health = new Health(PART, Health.State.DOWN, reason);
    }
}
