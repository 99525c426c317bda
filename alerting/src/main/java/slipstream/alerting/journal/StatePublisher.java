package slipstream.alerting.journal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.dispatch.Journal;
import slipstream.alerting.dispatch.Plan;
import slipstream.alerting.dispatch.Told;
import slipstream.alerting.dispatch.ToldKey;
import slipstream.alerting.incident.Incident;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.contract.topic.Topics;

/**
 * Writes state and decisions in transactions, on a thread of its own and in the order in which they were made; while the broker is
 * away they wait, and alerts are told all the same. Another process that takes over ends this one's writing. Thread-safe.
 */
public final class StatePublisher implements Journal, HealthSource, AutoCloseable {
    /** What was told about a group of fifty thousand alerts fits in. */
    static final int MAX_RECORD_BYTES = Topics.ALERTING_RECORDS.maxRecordBytes().orElseThrow();

    private static final String TRANSACTIONAL_ID = "slipstream-alerting";
    private static final Logger LOG = LoggerFactory.getLogger(StatePublisher.class);
    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /** A transaction takes some 10 ms; whoever is to be told waits no longer than this for a broker that is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofMillis(500);

    /** More at once would only make a transaction longer. */
    private static final int MAX_BATCH = 5_000;

    private final Producer<String, byte[]> producer;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "alerting-journal");
    private final JournalQueue<ProducerRecord<String, byte[]>> queue;
    private volatile Optional<KafkaException> failure = Optional.empty();
    private final AtomicLong written = new AtomicLong();

    /** @param producer with a transactional id, and used by nobody else */
    public StatePublisher(Producer<String, byte[]> producer, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
        this.queue = new JournalQueue<>(clock);
    }

    /** @param kafka how to reach the brokers, as any Kafka client takes it */
    public static StatePublisher connect(Map<String, Object> kafka, InstantSource clock) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        return new StatePublisher(
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()), clock);
    }

    /** Ends the writing of any process before this one; waits for the broker. */
    public void begin() {
        producer.initTransactions();
        thread.start();
    }

    @Override
    public void told(Told told) {
        keep(StateRecord.toldKey(told.key()), Optional.of(StateRecord.value(told)));
    }

    @Override
    public void forgotten(ToldKey key) {
        keep(StateRecord.toldKey(key), Optional.empty());
    }

    @Override
    public void planned(Plan plan) {
        keep(StateRecord.planKey(plan.key()), Optional.of(StateRecord.value(plan)));
    }

    @Override
    public void settled(ToldKey key) {
        keep(StateRecord.planKey(key), Optional.empty());
    }

    @Override
    public void incident(Incident incident) {
        keep(StateRecord.incidentKey(incident.id()), Optional.of(StateRecord.value(incident)));
    }

    @Override
    public void incidentForgotten(String id) {
        keep(StateRecord.incidentKey(id), Optional.empty());
    }

    @Override
    public void raised(AlertEvent alert) {
        byte[] value = Topics.ALERTS.value().serializer().serialize(Topics.ALERTS.name(), alert);
        add(new ProducerRecord<>(Topics.ALERTS.name(), alert.fingerprint(), value));
    }

    @Override
    public void decided(Notification decision) {
        byte[] value = Topics.NOTIFICATIONS.value().serializer().serialize(Topics.NOTIFICATIONS.name(), decision);
        String alert = decision.alerts().get(0).fingerprint();
        add(new ProducerRecord<>(Topics.NOTIFICATIONS.name(), alert, value));
    }

    /** Writes something else, in its turn. */
    public void add(ProducerRecord<String, byte[]> record) {
        queue.add(record);
    }

    private void keep(String key, Optional<byte[]> value) {
        queue.keep(key, new ProducerRecord<>(Topics.ALERTING_RECORDS.name(), key, value.orElse(null)));
    }

    @Override
    public void awaitSafe() throws InterruptedException {
        if (failure.isEmpty()) {
            queue.awaitWritten(PATIENCE);
        }
    }

    /** Why nothing can be written any more; another process may have taken over. */
    public Optional<KafkaException> failure() {
        return failure;
    }

    @Override
    public List<Health> health() {
        if (failure.isPresent()) {
            return List.of(part(Health.State.DOWN, "decisions cannot be recorded: " + failure.get()));
        }
        boolean isSlow = queue.oldest()
                .filter(since -> Duration.between(since, clock.instant()).compareTo(SLOW) > 0)
                .isPresent();
        return List.of(
                isSlow
                        ? part(Health.State.WAITING, queue.size() + " decisions wait for the broker")
                        : part(Health.State.UP, written.get() + " records written"));
    }

    /** Writes what is left, if the broker is there, and ends. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        producer.close(Duration.ofSeconds(1));
    }

    private void run() {
        try {
            List<ProducerRecord<String, byte[]>> batch = queue.take(MAX_BATCH);
            while (!batch.isEmpty()) {
                while (!isWritten(batch)) {
                    queue.pause(RETRY.toNanos());
                }
                written.addAndGet(batch.size());
                queue.written();
                batch = queue.take(MAX_BATCH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.error("decisions are no longer recorded", e);
                failure = Optional.of(e);
            }
        } catch (IllegalStateException e) {
            LOG.error("decisions are no longer recorded", e);
            failure = Optional.of(new KafkaException("the producer cannot go on: " + e.getMessage(), e));
        }
    }

    private boolean isWritten(List<ProducerRecord<String, byte[]>> batch) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            producer.beginTransaction();
            batch.forEach(record -> sent.add(producer.send(record)));
            untilAnswered(producer::commitTransaction);
            LOG.trace("{} records are committed", sent.size());
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException | AuthorizationException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("decisions could not be recorded, and are tried again: {}", e.getMessage());
            untilAnswered(producer::abortTransaction);
            dropTooLarge(batch, sent);
            return false;
        }
    }

    /** The end of a transaction that got no answer may have come about: the producer allows nothing but to ask for it again. */
    private void untilAnswered(Runnable end) throws InterruptedException {
        boolean isAnswered = false;
        while (!isAnswered) {
            try {
                end.run();
                isAnswered = true;
            } catch (TimeoutException e) {
                LOG.warn("the broker does not answer; decisions wait: {}", e.getMessage());
                queue.pause(RETRY.toNanos());
            }
        }
    }

    /** What the broker will never take must not hold up everything after it. */
    private static void dropTooLarge(List<ProducerRecord<String, byte[]>> batch, List<Future<RecordMetadata>> sent) {
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (isTooLarge(sent.get(i))) {
                ProducerRecord<String, byte[]> record = batch.remove(i);
                LOG.error(
                        "a record of {} bytes is too large for {} and is lost", record.value().length, record.topic());
            }
        }
    }

    private static boolean isTooLarge(Future<RecordMetadata> sent) {
        try {
            return sent.isDone() && sent.get() == null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RecordTooLargeException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Health part(Health.State state, String reason) {
        return new Health("notifications", state, reason);
    }
}
