package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertState;
import slipstream.contract.health.Health;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.Topics;

/** The consumer over Kafka's own in-memory stand-in for a broker's client, one for each connection. */
class StatusConsumerTest {
    private static final SloDefinition SHOP = Sample.availability("shop", "shop", "0.999");
    private static final TopicPartition BUDGETS = new TopicPartition(Topics.BUDGETS.name(), 0);
    private static final TopicPartition BUDGETS_1 = new TopicPartition(Topics.BUDGETS.name(), 1);
    private static final TopicPartition ALERTS = new TopicPartition(Topics.ALERTS.name(), 0);

    private final StatusView view = new StatusView(InstantSource.system());
    private final BlockingQueue<MockConsumer<byte[], byte[]>> connections = new LinkedBlockingQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final StatusConsumer consumer = new StatusConsumer(this::open, view, Duration.ofMillis(10));

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void viewEqualsTheTopics_overAllPartitions() {
        MockConsumer<byte[], byte[]> kafka = broker(Map.of(BUDGETS, 1L, BUDGETS_1, 1L, ALERTS, 2L));
        SloDefinition other = Sample.latency("other", "shop", "0.95");
        kafka.schedulePollTask(() -> {
            kafka.addRecord(status(BUDGETS, 0, SHOP));
            kafka.addRecord(status(BUDGETS_1, 0, other));
            kafka.addRecord(alert(0, SHOP, AlertState.FIRING));
            kafka.addRecord(alert(1, SHOP, AlertState.RESOLVED));
        });
        connections.add(kafka);

        consumer.start();

        await().until(consumer::isCaughtUp);
        assertThat(view.statuses()).containsOnlyKeys("shop", "other");
        assertThat(view.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.status()).isEqualTo(AlertState.RESOLVED));
    }

    @Test
    void healthIsWaiting_untilWhatWasThereAtTheStartIsRead() {
        MockConsumer<byte[], byte[]> kafka = broker(Map.of(BUDGETS, 2L, BUDGETS_1, 0L, ALERTS, 0L));
        kafka.schedulePollTask(() -> kafka.addRecord(status(BUDGETS, 0, SHOP)));
        connections.add(kafka);
        assertThat(state()).isEqualTo(Health.State.WAITING);

        consumer.start();

        await().until(() -> consumer.health().get(0).reason().contains("1 records to go"));
        assertThat(state()).isEqualTo(Health.State.WAITING);
        kafka.schedulePollTask(() -> kafka.addRecord(status(BUDGETS, 1, SHOP)));
        await().until(() -> state() == Health.State.UP);
    }

    @Test
    void tombstonesRemove() {
        MockConsumer<byte[], byte[]> kafka = broker(Map.of(BUDGETS, 2L, BUDGETS_1, 0L, ALERTS, 2L));
        kafka.schedulePollTask(() -> {
            kafka.addRecord(status(BUDGETS, 0, SHOP));
            kafka.addRecord(item(BUDGETS, 1, "shop", null));
            kafka.addRecord(alert(0, SHOP, AlertState.FIRING));
            kafka.addRecord(
                    item(ALERTS, 1, Sample.firing(SHOP, "page", Sample.T0).fingerprint(), null));
        });
        connections.add(kafka);

        consumer.start();

        await().until(consumer::isCaughtUp);
        assertThat(view.statuses()).isEmpty();
        assertThat(view.alerts()).isEmpty();
    }

    @Test
    void recordThatIsNoStatusIsSkipped_andTheNextIsTaken() {
        MockConsumer<byte[], byte[]> kafka = broker(Map.of(BUDGETS, 4L, BUDGETS_1, 0L, ALERTS, 0L));
        kafka.schedulePollTask(() -> {
            kafka.addRecord(item(BUDGETS, 0, "broken", bytes("{\"slo\":")));
            kafka.addRecord(item(BUDGETS, 1, "empty", bytes("{}")));
            kafka.addRecord(item(BUDGETS, 2, null, bytes("{}")));
            kafka.addRecord(status(BUDGETS, 3, SHOP));
        });
        connections.add(kafka);

        consumer.start();

        await().until(consumer::isCaughtUp);
        assertThat(view.statuses()).containsOnlyKeys("shop");
        assertThat(state()).isEqualTo(Health.State.UP);
    }

    @Test
    void readingGoesOnWhereItWas_afterAnOutage() {
        MockConsumer<byte[], byte[]> first = broker(Map.of(BUDGETS, 1L, BUDGETS_1, 0L, ALERTS, 0L));
        first.schedulePollTask(() -> first.addRecord(status(BUDGETS, 0, SHOP)));
        first.schedulePollTask(() -> first.setPollException(new DisconnectException("the broker is gone")));
        MockConsumer<byte[], byte[]> second = broker(Map.of(BUDGETS, 2L, BUDGETS_1, 0L, ALERTS, 0L));
        SloDefinition late = Sample.latency("late", "shop", "0.95");
        second.schedulePollTask(() -> {
            second.addRecord(item(BUDGETS, 0, "again", bytes("{\"read\":\"twice\"}")));
            second.addRecord(status(BUDGETS, 1, late));
        });
        connections.add(first);
        connections.add(second);

        consumer.start();

        await().until(() -> view.status("late").isPresent());
        assertThat(view.statuses()).containsOnlyKeys("shop", "late");
        assertThat(first.closed()).isTrue();
        await().until(() -> state() == Health.State.UP);
    }

    @Test
    void topicsAreWaitedFor_whenTheyAreNotThereYet() {
        connections.add(new MockConsumer<>("earliest"));
        connections.add(broker(Map.of(BUDGETS, 0L, BUDGETS_1, 0L, ALERTS, 0L)));

        consumer.start();

        await().until(consumer::isCaughtUp);
        assertThat(opened).hasValue(2);
    }

    @Test
    void healthIsDown_whenKafkaRefusesForGood() {
        MockConsumer<byte[], byte[]> kafka = broker(Map.of(BUDGETS, 0L, BUDGETS_1, 0L, ALERTS, 0L));
        kafka.setPollException(new TopicAuthorizationException("not for you"));
        connections.add(kafka);

        consumer.start();

        await().until(() -> state() == Health.State.DOWN);
        assertThat(consumer.health().get(0).reason()).contains("refuses").contains("not for you");
        assertThat(opened).hasValue(1);
    }

    @Test
    void healthIsDown_whenThereIsABug() {
        MockConsumer<byte[], byte[]> kafka = broker(Map.of(BUDGETS, 0L, BUDGETS_1, 0L, ALERTS, 0L));
        kafka.schedulePollTask(() -> {
            throw new IllegalStateException("planted");
        });
        connections.add(kafka);

        consumer.start();

        await().until(() -> state() == Health.State.DOWN);
        assertThat(consumer.health().get(0).reason()).contains("planted");
    }

    @Test
    void closeEndsTheThread_andTheConnection() {
        MockConsumer<byte[], byte[]> kafka = broker(Map.of(BUDGETS, 0L, BUDGETS_1, 0L, ALERTS, 0L));
        connections.add(kafka);
        consumer.start();
        await().until(consumer::isCaughtUp);

        consumer.close();

        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void settingsReadCommittedOnly_withoutAGroup() {
        Map<String, Object> given = new HashMap<>();
        given.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
        given.put(ConsumerConfig.GROUP_ID_CONFIG, "somebody");

        Map<String, Object> settings = StatusConsumer.settings(given);

        assertThat(settings)
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .containsEntry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50)
                .containsEntry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092")
                .doesNotContainKey(ConsumerConfig.GROUP_ID_CONFIG);
    }

    private Consumer<byte[], byte[]> open() {
        opened.incrementAndGet();
        MockConsumer<byte[], byte[]> next = connections.poll();
        if (next == null) {
            throw new KafkaException("no more connections in this test");
        }
        return next;
    }

    private Health.State state() {
        return consumer.health().get(0).state();
    }

    private static MockConsumer<byte[], byte[]> broker(Map<TopicPartition, Long> ends) {
        MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
        kafka.updatePartitions(Topics.BUDGETS.name(), List.of(info(BUDGETS), info(BUDGETS_1)));
        kafka.updatePartitions(Topics.ALERTS.name(), List.of(info(ALERTS)));
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        ends.keySet().forEach(partition -> beginnings.put(partition, 0L));
        kafka.updateBeginningOffsets(beginnings);
        kafka.updateEndOffsets(ends);
        return kafka;
    }

    private static PartitionInfo info(TopicPartition partition) {
        return new PartitionInfo(partition.topic(), partition.partition(), null, null, null);
    }

    private static ConsumerRecord<byte[], byte[]> status(TopicPartition partition, long offset, SloDefinition slo) {
        byte[] json = Topics.BUDGETS.value().serializer().serialize("", Sample.status(slo, Sample.T0, 10, 0.1));
        return item(partition, offset, slo.id().name(), json);
    }

    private static ConsumerRecord<byte[], byte[]> alert(long offset, SloDefinition slo, AlertState state) {
        var alert = state == AlertState.FIRING
                ? Sample.firing(slo, "page", Sample.T0)
                : Sample.resolved(slo, "page", Sample.T0, Sample.T0.plusSeconds(60));
        return item(
                ALERTS,
                offset,
                alert.fingerprint(),
                Topics.ALERTS.value().serializer().serialize("", alert));
    }

    private static ConsumerRecord<byte[], byte[]> item(TopicPartition at, long offset, String key, byte[] value) {
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                offset,
                Sample.T0.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : bytes(key),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
