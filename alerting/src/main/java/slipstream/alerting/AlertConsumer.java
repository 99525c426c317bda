package slipstream.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.deliver.DeliveryPipeline;
import slipstream.alerting.deliver.NotificationPublisher;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.RejectReason;
import slipstream.contract.health.Health;
import slipstream.contract.topic.Topics;

/**
 * Reads the alert topic and hands each event to the delivery pipeline. A partition is committed only up to the lowest event
 * that is not yet finished for every receiver, so a crash repeats events and never loses one.
 *
 * <p>Runs on one thread; {@link #stop} and {@link #health} may be called from any.
 */
final class AlertConsumer implements ConsumerRebalanceListener {
    /** The most records that one poll may bring; the consumer it is given is set up with it. */
    static final int MAX_POLL_RECORDS = 500;

    static final String EVENTS = "slipstream.alerting.events";

    private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final long HISTORY_PAUSE_MILLIS = 500;
    private static final int MAX_DETAIL_CHARS = 300;

    /** An event that cannot be delivered holds back the commits of those behind it; beyond this many, reading pauses. */
    private static final int MAX_UNCOMMITTED = 50_000;

    private final Consumer<byte[], byte[]> consumer;
    private final HistoryConsumer history;
    private final DeliveryPipeline pipeline;
    private final NotificationPublisher publisher;
    private final MeterRegistry meters;
    private final InFlight inFlight = new InFlight();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean committing;
    private volatile Health health = part(Health.State.WAITING, "not started");

    AlertConsumer(
            Consumer<byte[], byte[]> consumer,
            HistoryConsumer history,
            DeliveryPipeline pipeline,
            NotificationPublisher publisher,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.history = history;
        this.pipeline = pipeline;
        this.publisher = publisher;
        this.meters = meters;
    }

    /** Reads until {@link #stop}; a failure that would not pass ends it with an exception. */
    void run() {
        begin();
        while (!isStopped()) {
            turn();
        }
    }

    /** Learns who was told what, and joins the group. */
    void begin() {
        awaitHistory();
        if (!isStopped()) {
            health = part(Health.State.WAITING, "waits for partitions of " + Topics.ALERTS.name());
            consumer.subscribe(List.of(Topics.ALERTS.name()), this);
        }
    }

    void stop() {
        stopped.countDown();
        history.stop();
    }

    Health health() {
        return health;
    }

    /** Commits what was finished last, and leaves the group. */
    void close() {
        try {
            commitNow();
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
            health = part(Health.State.WAITING, "has been closed");
        }
    }

    /** One turn of the loop: read, hand on, commit. */
    void turn() {
        publisher.failure().ifPresent(error -> {
            throw new IllegalStateException("decisions cannot be recorded, so nothing more is told", error);
        });
        pauseOrResume();
        consumer.poll(POLL).forEach(this::handOn);
        commitSoon();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        // Somebody else may have told things about these alerts since we last looked.
        awaitHistory();
        pauseOrResume();
        health = part(Health.State.UP, "reads " + consumer.assignment().size() + " partitions");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitNow();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            inFlight.forget(partition.partition());
            committed.remove(partition);
        });
    }

    private void awaitHistory() {
        while (!isStopped() && !history.catchUp(this::isStopped)) {
            health = part(
                    Health.State.WAITING,
                    "reads " + Topics.NOTIFICATIONS.name() + " to learn who was told what; the topic or the broker is"
                            + " not there yet");
            pause();
        }
    }

    private void pause() {
        try {
            boolean over = stopped.await(HISTORY_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            LOG.trace("paused, stopped: {}", over);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** A paused consumer is still polled, and so remains a member of its group. */
    private void pauseOrResume() {
        if (pipeline.hasRoomFor(MAX_POLL_RECORDS) && inFlight.size() < MAX_UNCOMMITTED) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
    }

    private void handOn(ConsumerRecord<byte[], byte[]> read) {
        if (read.value() == null) {
            // The alert was deleted from the compacted topic; there is nothing to tell.
            count("dropped");
            inFlight.begin(read.partition(), read.offset(), 0);
            return;
        }
        Optional<AlertEvent> event = decoded(read);
        if (event.isPresent()) {
            count("accepted");
            pipeline.submit(event.get(), inFlight.begin(read.partition(), read.offset(), pipeline.receivers()));
        }
    }

    private Optional<AlertEvent> decoded(ConsumerRecord<byte[], byte[]> read) {
        try {
            return Optional.of(Topics.ALERTS.value().deserializer().deserialize(read.topic(), read.value()));
        } catch (SerializationException e) {
            bury(read, e.getMessage());
            return Optional.empty();
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> read, String why) {
        String line = why.replaceAll("\\p{Cntrl}+", " ");
        String detail = "not an alert event: " + line.substring(0, Math.min(line.length(), MAX_DETAIL_CHARS));
        String source = read.topic() + "-" + read.partition();
        LOG.warn("the record at offset {} of {} goes to the dead letters: {}", read.offset(), source, detail);
        count("dead");
        DeadLetter letter =
                new DeadLetter(RejectReason.UNDECODABLE, "topic", detail, source, read.offset(), read.value());
        publisher.deadLetter(letter, inFlight.begin(read.partition(), read.offset(), 1)::finished);
    }

    private void count(String outcome) {
        meters.counter(EVENTS, "outcome", outcome).increment();
    }

    private void commitSoon() {
        Map<TopicPartition, OffsetAndMetadata> due = due();
        if (due.isEmpty() || committing) {
            return;
        }
        committing = true;
        consumer.commitAsync(due, (offsets, error) -> {
            committing = false;
            if (error == null) {
                noteCommitted(offsets);
            } else {
                LOG.debug("a commit failed and will be repeated", error);
            }
        });
    }

    private void commitNow() {
        Map<TopicPartition, OffsetAndMetadata> due = due();
        if (due.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(due, CLOSE_TIMEOUT);
            noteCommitted(due);
        } catch (KafkaException e) {
            LOG.warn("the last commit failed: events since then will be read again, and recognised", e);
        }
    }

    private void noteCommitted(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }

    private Map<TopicPartition, OffsetAndMetadata> due() {
        return inFlight.committable().entrySet().stream()
                .map(entry -> Map.entry(new TopicPartition(Topics.ALERTS.name(), entry.getKey()), entry.getValue()))
                .filter(entry -> !entry.getValue().equals(committed.get(entry.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
    }

    private static Health part(Health.State state, String reason) {
        return new Health("alert events", state, reason);
    }
}
