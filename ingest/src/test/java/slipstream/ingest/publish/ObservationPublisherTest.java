package slipstream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.health.Health;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;

class ObservationPublisherTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final ObservationPublisher publisher = new ObservationPublisher(kafka, registry);

    @Test
    void batchTravelsAsOneRecordKeyedBySource() {
        List<RequestObservation> batch = Requests.of(3, "/");

        CompletableFuture<Void> outcome = publisher.publish("file", batch);

        assertThat(outcome).isNotDone();
        assertThat(kafka.history()).hasSize(1);
        ProducerRecord<String, byte[]> record = kafka.history().get(0);
        assertThat(record.topic()).isEqualTo(Topics.OBSERVATIONS.name());
        assertThat(record.key()).isEqualTo(Requests.SOURCE);
        assertThat(record.timestamp())
                .as("the time of ingestion is Kafka's to set")
                .isNull();
        assertThat(record.value()).isEqualTo(ObservationCodec.write(batch));
        kafka.completeNext();
        assertThat(outcome).isCompleted();
    }

    /** Bad input 27: a right or a topic that is missing, which Kafka's client says in these ways. */
    @Test
    void whatAPersonHasToChangeIsToldAsSuch() {
        for (RuntimeException refusal : List.of(
                new TopicAuthorizationException("no right"),
                new UnknownTopicOrPartitionException("no topic"),
                new TimeoutException("not in metadata", new UnknownTopicOrPartitionException()))) {
            CompletableFuture<Void> outcome = publisher.publish("file", Requests.of(1, "/"));
            kafka.errorNext(refusal);

            assertThat(outcome).isCompletedExceptionally();
            assertThat(outcome.handle((nothing, why) -> why).join()).isInstanceOf(MisconfiguredException.class);
            assertThat(publisher.health().get(0).state()).isEqualTo(Health.State.DOWN);
        }
    }

    @Test
    void deadLetterKeepsItsBytesAndSaysWhy() {
        byte[] bytes = {0, (byte) 0xff, 'x'};

        CompletableFuture<Void> outcome = publisher.reject(
                new DeadLetter(RejectReason.UNPARSED_LINE, "file", "no time in it", Requests.SOURCE, 17, bytes));
        kafka.completeNext();

        assertThat(outcome).isCompleted();
        ProducerRecord<String, byte[]> record = kafka.history().get(0);
        assertThat(record.topic()).isEqualTo(Topics.DEAD_LETTERS.name());
        assertThat(record.key()).isEqualTo(Requests.SOURCE);
        assertThat(record.value()).isEqualTo(bytes);
        assertThat(DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.REASON))
                .isEqualTo("unparsed_line");
        assertThat(DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.POSITION))
                .isEqualTo("17");
        assertThat(count("dead", "reason", "unparsed_line")).isEqualTo(1);
    }

    @Test
    void nothingIsAcceptedBeforeTheBrokerConfirms() {
        CompletableFuture<Void> outcome = publisher.publish("file", Requests.of(3, "/"));

        assertThat(outcome).isNotDone();
        assertThat(count("received")).isEqualTo(3);
        assertThat(count("accepted")).isZero();
        assertThat(pending()).isEqualTo(3);
        kafka.completeNext();
        assertThat(count("accepted")).isEqualTo(3);
        assertThat(pending()).isZero();
    }

    @Test
    void failureIsReportedAndCountedApart_andTheSecondTryIsNotReceivedTwice() {
        CompletableFuture<Void> first = publisher.publish("file", Requests.of(3, "/"));
        kafka.errorNext(new TimeoutException("no broker"));

        assertThat(first).isCompletedExceptionally();
        assertThat(count("failed")).isEqualTo(3);
        assertThat(publisher.health().get(0).state()).isEqualTo(Health.State.WAITING);
        assertThat(publisher.health().get(0).reason()).contains("no broker");

        CompletableFuture<Void> second = publisher.publish("file", Requests.of(3, "/"));
        kafka.completeNext();

        assertThat(second).isCompleted();
        assertThat(count("received")).isEqualTo(3);
        assertThat(count("accepted")).isEqualTo(3);
        assertThat(pending()).isZero();
        assertThat(publisher.health().get(0).state()).isEqualTo(Health.State.UP);
    }

    @Test
    void receivedIsAcceptedAndDroppedAndDead_whateverFailsInBetween() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            MockProducer<String, byte[]> producer =
                    new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
            ObservationPublisher tested = new ObservationPublisher(producer, meters);
            int things = 0;
            int failures = 0;
            List<Supplier<CompletableFuture<Void>>> again = new ArrayList<>();

            for (int i = 0; i < 300; i++) {
                Supplier<CompletableFuture<Void>> attempt;
                switch (random.nextInt(3)) {
                    case 0 -> {
                        int size = 1 + random.nextInt(5);
                        things += size;
                        attempt = () -> tested.publish("file", Requests.of(size, "/"));
                    }
                    case 1 -> {
                        things++;
                        attempt = () -> tested.reject(new DeadLetter(
                                RejectReason.UNDECODABLE, "file", "bad", Requests.SOURCE, 1, new byte[1]));
                    }
                    default -> {
                        things++;
                        tested.drop("file", "blank_line");
                        continue;
                    }
                }
                CompletableFuture<Void> outcome = attempt.get();
                if (random.nextInt(4) == 0) {
                    producer.errorNext(new TimeoutException("away"));
                    failures++;
                    again.add(attempt);
                } else {
                    producer.completeNext();
                    assertThat(outcome).as("seed %d", seed).isCompleted();
                }
            }
            Collections.shuffle(again, random);
            again.forEach(attempt -> {
                CompletableFuture<Void> outcome = attempt.get();
                producer.completeNext();
                assertThat(outcome).isCompleted();
            });

            double received = total(meters, "received");
            assertThat(failures).as("seed %d", seed).isPositive();
            assertThat(received).as("seed %d", seed).isEqualTo(things);
            assertThat(total(meters, "accepted") + total(meters, "dropped") + total(meters, "dead"))
                    .as("seed %d", seed)
                    .isEqualTo(received);
        }
    }

    @Test
    void observationThatNoReaderWouldTakeIsADeadLetter() {
        Map<String, String> huge = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            huge.put("a" + i, "\u0001".repeat(1000));
        }

        CompletableFuture<Void> outcome = publisher.publish("file", List.of(Requests.one(1, "/", huge)));
        kafka.completeNext();

        assertThat(outcome).isCompleted();
        assertThat(kafka.history().get(0).topic()).isEqualTo(Topics.DEAD_LETTERS.name());
        assertThat(count("received")).isEqualTo(1);
        assertThat(count("dead", "reason", "too_large")).isEqualTo(1);
    }

    @Test
    void closedProducerFailsTheOutcomeInsteadOfThrowing() {
        publisher.close();

        CompletableFuture<Void> outcome = publisher.publish("file", Requests.of(1, "/"));

        assertThat(outcome).isCompletedExceptionally();
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void emptyBatchIsRefused() {
        assertThatThrownBy(() -> publisher.publish("file", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void promisesCannotBeConfiguredAway() {
        Map<String, Object> config = ObservationPublisher.producerConfig(
                Map.of("bootstrap.servers", "127.0.0.1:9", "acks", "0", "enable.idempotence", false, "linger.ms", 5));

        assertThat(config)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                .containsEntry(ProducerConfig.LINGER_MS_CONFIG, 5);
        // The real client checks the settings against each other, without a connection.
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()).close(Duration.ZERO);
    }

    private double count(String name, String... tags) {
        Counter counter = registry.find("slipstream.ingest." + name)
                .tag("entry", "file")
                .tags(tags)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private double pending() {
        return registry.get("slipstream.ingest.pending")
                .tag("entry", "file")
                .gauge()
                .value();
    }

    private static double total(SimpleMeterRegistry meters, String name) {
        return meters.find("slipstream.ingest." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
