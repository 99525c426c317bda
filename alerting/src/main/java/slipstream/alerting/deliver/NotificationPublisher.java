package slipstream.alerting.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Notification;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;

/**
 * Writes decisions to the notifications topic, and alert records that cannot be read to the dead letters. Thread-safe.
 *
 * <p>The producer is to retry for ever, so that an absent broker means waiting and never loss; an error that comes through
 * all the same is final, and whoever depends on confirmations asks {@link #failure}.
 */
public final class NotificationPublisher implements Recorder, HealthSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationPublisher.class);
    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;
    private final InstantSource clock;
    private final ConcurrentSkipListMap<Long, Instant> unconfirmed = new ConcurrentSkipListMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean closing;

    public NotificationPublisher(Producer<String, byte[]> producer, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
    }

    @Override
    public void record(Notification decision, Runnable confirmed) {
        String alert = decision.alerts().get(0).fingerprint();
        byte[] value = Topics.NOTIFICATIONS.value().serializer().serialize(Topics.NOTIFICATIONS.name(), decision);
        send(new ProducerRecord<>(Topics.NOTIFICATIONS.name(), alert, value), confirmed);
    }

    /** Keeps a record that cannot be used, as it was. */
    public void deadLetter(DeadLetter letter, Runnable confirmed) {
        send(
                new ProducerRecord<>(
                        Topics.DEAD_LETTERS.name(),
                        null,
                        letter.source(),
                        letter.bytes(),
                        DeadLetterHeaders.of(letter)),
                confirmed);
    }

    /** The first error after which something could not be kept. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public List<Health> health() {
        return List.of(failure()
                .map(error -> part(Health.State.DOWN, "decisions cannot be recorded: " + error))
                .orElseGet(this::promptness));
    }

    @Override
    public void close() {
        closing = true;
        producer.close(CLOSE_TIMEOUT);
    }

    private void send(ProducerRecord<String, byte[]> record, Runnable confirmed) {
        long number = sent.getAndIncrement();
        unconfirmed.put(number, clock.instant());
        Future<RecordMetadata> future = producer.send(record, (metadata, error) -> {
            unconfirmed.remove(number);
            if (error == null) {
                confirmed.run();
            } else {
                failed(record.topic(), error);
            }
        });
        LOG.trace("record {} is on its way, done: {}", number, future.isDone());
    }

    private void failed(String topic, Exception error) {
        // What is cut off while closing is simply not confirmed, and so told again after the restart.
        if (!closing && failure.compareAndSet(null, error)) {
            LOG.error("a record for {} was lost on the way to the broker", topic, error);
        }
    }

    private Health promptness() {
        Map.Entry<Long, Instant> oldest = unconfirmed.firstEntry();
        if (oldest != null
                && Duration.between(oldest.getValue(), clock.instant()).compareTo(SLOW) > 0) {
            return part(
                    Health.State.WAITING,
                    unconfirmed.size() + " decisions wait for the broker, the oldest since " + oldest.getValue());
        }
        return part(Health.State.UP, sent.get() + " records written");
    }

    private static Health part(Health.State state, String reason) {
        return new Health("notifications", state, reason);
    }
}
