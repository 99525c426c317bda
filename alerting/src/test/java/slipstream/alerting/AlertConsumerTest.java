package slipstream.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static slipstream.alerting.TopicFakes.committed;
import static slipstream.alerting.TopicFakes.decisions;
import static slipstream.alerting.TopicFakes.producer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.alerting.deliver.Dedup;
import slipstream.alerting.deliver.DeliveryPipeline;
import slipstream.alerting.deliver.NotificationPublisher;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.deliver.RecordingChannel;
import slipstream.alerting.deliver.Retry;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;
import slipstream.contract.health.Health;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;

/** The consumer with everything behind it but the broker, on Kafka's own test consumers and producer. */
@Timeout(30)
class AlertConsumerTest {
    private final RecordingChannel channel = new RecordingChannel();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockConsumer<byte[], byte[]> alerts = TopicFakes.consumer();
    private final MockProducer<String, byte[]> producer = producer(true);
    private DeliveryPipeline pipeline;

    @AfterEach
    void closePipeline() throws InterruptedException {
        pipeline.close(Duration.ofSeconds(1));
    }

    @Test
    void eventIsTold_recorded_andCommitted() {
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), producer);
        add(0, 0, Alerts.firing());

        awaitCommitted(consumer, 0, 1);

        assertThat(channel.told()).containsExactly("checkout-availability firing");
        assertThat(decisions(producer))
                .singleElement()
                .satisfies(decision -> assertThat(decision.decision()).isEqualTo(Notification.Decision.DELIVERED));
        assertThat(producer.history().get(0).key()).isEqualTo(Alerts.firing().fingerprint());
        assertThat(events("accepted")).isEqualTo(1);
        assertThat(consumer.health().state()).isEqualTo(Health.State.UP);
    }

    @Test
    void nothingIsCommitted_untilTheBrokerHasConfirmedTheRecord() {
        MockProducer<String, byte[]> slow = producer(false);
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), slow);
        add(0, 5, Alerts.firing());

        await().pollInSameThread().until(() -> turn(consumer) && slow.history().size() == 1);
        turn(consumer);
        long before = committed(alerts, 0);
        slow.completeNext();

        assertThat(channel.calls()).hasSize(1);
        assertThat(before).isEqualTo(5);
        awaitCommitted(consumer, 0, 6);
    }

    @Test
    void restartAfterACrashTellsNothingTwice_underTheSameKey() throws Exception {
        AlertConsumer first = reading(alerts, TopicFakes.history(), producer);
        add(0, 0, Alerts.firing());
        awaitCommitted(first, 0, 1);
        byte[] record = producer.history().get(0).value();
        pipeline.close(Duration.ofSeconds(1));

        MockConsumer<byte[], byte[]> again = TopicFakes.consumer();
        MockProducer<String, byte[]> afterwards = producer(true);
        AlertConsumer second = reading(again, TopicFakes.history(record), afterwards);
        again.addRecord(TopicFakes.alertRecord(0, 0, TopicFakes.json(Alerts.firing())));
        again.addRecord(TopicFakes.alertRecord(0, 1, TopicFakes.json(Alerts.resolved())));
        await().pollInSameThread().until(() -> turn(second) && committed(again, 0) == 2);

        assertThat(channel.told()).containsExactly("checkout-availability firing", "checkout-availability resolved");
        assertThat(decisions(afterwards)).extracting(Notification::detail).containsExactly("already_told", "accepted");
        assertThat(decisions(afterwards).get(0).idempotencyKey())
                .isEqualTo(TopicFakes.notification(record).idempotencyKey());
    }

    @Test
    void oldEndsAreNotTold_onAFreshStart() {
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), producer);
        add(0, 0, Alerts.resolved());

        awaitCommitted(consumer, 0, 1);

        assertThat(channel.calls()).isEmpty();
        assertThat(decisions(producer)).singleElement().satisfies(decision -> {
            assertThat(decision.decision()).isEqualTo(Notification.Decision.SUPPRESSED);
            assertThat(decision.detail()).isEqualTo("firing_never_told");
        });
    }

    @Test
    void endIsTold_ofAnAlertWhoseBeginningAnotherProcessTold() throws Exception {
        MockConsumer<byte[], byte[]> elsewhere = TopicFakes.consumer();
        AlertConsumer other = reading(elsewhere, TopicFakes.history(), producer);
        DeliveryPipeline otherPipeline = pipeline;
        MockConsumer<byte[], byte[]> history = TopicFakes.history();
        AlertConsumer consumer = reading(alerts, history, producer(true));
        elsewhere.addRecord(TopicFakes.alertRecord(0, 0, TopicFakes.json(Alerts.firing())));
        await().pollInSameThread().until(() -> turn(other) && producer.history().size() == 1);
        TopicFakes.append(history, 0, producer.history().get(0).value());

        alerts.rebalance(List.of(TopicFakes.alerts(1)));
        alerts.addRecord(TopicFakes.alertRecord(1, 0, TopicFakes.json(Alerts.resolved())));
        awaitCommitted(consumer, 1, 1);

        assertThat(channel.told()).containsExactly("checkout-availability firing", "checkout-availability resolved");
        otherPipeline.close(Duration.ofSeconds(1));
    }

    @Test
    void unreadableRecordGoesToTheDeadLetters_andTheNextIsTold() {
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), producer);
        alerts.addRecord(TopicFakes.alertRecord(0, 0, TopicFakes.text("{\"status\":\"fir\ning")));
        alerts.addRecord(TopicFakes.alertRecord(0, 1, TopicFakes.text("null")));
        alerts.addRecord(TopicFakes.alertRecord(0, 2, TopicFakes.text("{}")));
        add(0, 3, Alerts.firing());

        awaitCommitted(consumer, 0, 4);

        List<ProducerRecord<String, byte[]>> dead = producer.history().stream()
                .filter(record -> record.topic().equals(Topics.DEAD_LETTERS.name()))
                .toList();
        assertThat(dead).hasSize(3);
        assertThat(dead.get(0).value()).isEqualTo(TopicFakes.text("{\"status\":\"fir\ning"));
        assertThat(DeadLetterHeaders.text(dead.get(0).headers(), DeadLetterHeaders.REASON))
                .isEqualTo("undecodable");
        assertThat(DeadLetterHeaders.text(dead.get(0).headers(), DeadLetterHeaders.ENTRY))
                .isEqualTo("topic");
        assertThat(DeadLetterHeaders.text(dead.get(2).headers(), DeadLetterHeaders.SOURCE))
                .isEqualTo("slipstream.alerts-0");
        assertThat(DeadLetterHeaders.text(dead.get(2).headers(), DeadLetterHeaders.POSITION))
                .isEqualTo("2");
        assertThat(DeadLetterHeaders.text(dead.get(0).headers(), DeadLetterHeaders.DETAIL))
                .startsWith("not an alert event")
                .doesNotContain("\n");
        assertThat(events("dead")).isEqualTo(3);
        assertThat(channel.calls()).hasSize(1);
    }

    @Test
    void deletedAlertIsSteppedOver() {
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), producer);
        alerts.addRecord(TopicFakes.alertRecord(0, 0, null));

        awaitCommitted(consumer, 0, 1);

        assertThat(producer.history()).isEmpty();
        assertThat(events("dropped")).isEqualTo(1);
    }

    @Test
    void readingPauses_whileAQueueIsFull_andGoesOn_whenItHasRoom() {
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), producer, false);
        for (int i = 0; i < DeliveryPipeline.QUEUE_CAPACITY; i++) {
            pipeline.submit(Alerts.firing("slo-" + i, Alerts.T0), new InFlight().begin(0, i, 1));
        }

        turn(consumer);
        Set<?> paused = alerts.paused();
        pipeline.start();

        assertThat(paused).hasSize(1);
        await().pollInSameThread().until(() -> turn(consumer) && alerts.paused().isEmpty());
    }

    @Test
    void eventOfALostPartitionIsLeftToItsNewOwner() {
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), producer, false);
        add(0, 0, Alerts.firing());
        turn(consumer);

        consumer.onPartitionsLost(List.of(TopicFakes.alerts(0)));
        pipeline.submit(Alerts.firing("search-latency", Alerts.T0), new InFlight().begin(1, 0, 1));
        pipeline.start();

        await().until(() -> !channel.calls().isEmpty());
        assertThat(channel.told()).containsExactly("search-latency firing");
    }

    @Test
    void consumerEnds_whenDecisionsCannotBeRecorded() {
        MockProducer<String, byte[]> forbidden = producer(false);
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), forbidden);
        add(0, 0, Alerts.firing());
        await().pollInSameThread()
                .until(() -> turn(consumer) && forbidden.history().size() == 1);

        forbidden.errorNext(new TopicAuthorizationException(Topics.NOTIFICATIONS.name()));

        assertThatThrownBy(consumer::turn)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be recorded")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThat(committed(alerts, 0)).isZero();
    }

    @Test
    void whatWasFinishedLastIsCommitted_beforeAPartitionIsGivenAway() {
        AlertConsumer consumer = reading(alerts, TopicFakes.history(), producer);
        add(0, 0, Alerts.firing());
        turn(consumer);

        await().pollInSameThread().until(() -> {
            consumer.onPartitionsRevoked(List.of());
            return committed(alerts, 0) == 1;
        });
        consumer.close();

        assertThat(alerts.closed()).isTrue();
        assertThat(consumer.health().state()).isEqualTo(Health.State.WAITING);
    }

    @Test
    void consumerWaitsForTheNotificationsTopic_andCanBeStoppedMeanwhile() throws Exception {
        AlertConsumer consumer = make(alerts, TopicFakes.consumer(), producer);
        Thread thread = new Thread(consumer::run, "alert-consumer-under-test");
        thread.start();
        await().until(() -> consumer.health().reason().contains(Topics.NOTIFICATIONS.name()));

        consumer.stop();
        thread.join(5_000);

        assertThat(thread.isAlive()).isFalse();
        assertThat(alerts.subscription()).isEmpty();
    }

    private AlertConsumer reading(
            MockConsumer<byte[], byte[]> from, MockConsumer<byte[], byte[]> history, MockProducer<String, byte[]> to) {
        return reading(from, history, to, true);
    }

    /** A consumer that has joined the group and got partition 0. */
    private AlertConsumer reading(
            MockConsumer<byte[], byte[]> from,
            MockConsumer<byte[], byte[]> history,
            MockProducer<String, byte[]> to,
            boolean delivering) {
        AlertConsumer consumer = make(from, history, to);
        if (delivering) {
            pipeline.start();
        }
        consumer.begin();
        from.rebalance(List.of(TopicFakes.alerts(0)));
        return consumer;
    }

    private AlertConsumer make(
            MockConsumer<byte[], byte[]> from, MockConsumer<byte[], byte[]> history, MockProducer<String, byte[]> to) {
        Dedup dedup = new Dedup();
        NotificationPublisher publisher = new NotificationPublisher(to, InstantSource.system());
        pipeline = new DeliveryPipeline(
                List.of(new Receiver("team-shop/recording[0]", "team-shop", true, channel)),
                labels -> Set.of("team-shop"),
                Retry.STANDARD,
                dedup,
                publisher,
                "http://127.0.0.1:8080",
                InstantSource.system(),
                meters);
        return new AlertConsumer(from, new HistoryConsumer(history, dedup), pipeline, publisher, meters);
    }

    private void add(int partition, long offset, AlertEvent event) {
        alerts.addRecord(TopicFakes.alertRecord(partition, offset, TopicFakes.json(event)));
    }

    private static boolean turn(AlertConsumer consumer) {
        consumer.turn();
        return true;
    }

    private void awaitCommitted(AlertConsumer consumer, int partition, long offset) {
        await().pollInSameThread().until(() -> turn(consumer) && committed(alerts, partition) == offset);
    }

    private double events(String outcome) {
        return meters.get("slipstream.alerting.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
