package slipstream.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.topic.Topics;
import slipstream.streams.classify.Bundles;
import slipstream.streams.classify.Definitions;
import slipstream.streams.slice.ClockMode;

/** The whole topology under Kafka's own test driver, which commits after every record, with a wall clock that stands until told. */
final class TopologyHarness implements AutoCloseable {
    static final Instant T0 = Instant.parse("2026-01-28T00:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> observations;
    private final TestOutputTopic<String, AlertEvent> alerts;
    private final TestOutputTopic<String, BudgetStatus> budgets;
    private final TestOutputTopic<String, byte[]> deadLetters;
    private long sequence;

    TopologyHarness(ClockMode clock, Path stateFolder, Instant wall, Definitions definitions) {
        StreamsSettings settings = settings(clock, stateFolder);
        driver = new TopologyTestDriver(
                SlipstreamTopology.build(definitions, settings, meters), StreamsService.properties(settings), wall);
        observations =
                driver.createInputTopic(Topics.OBSERVATIONS.name(), new StringSerializer(), new ByteArraySerializer());
        alerts = driver.createOutputTopic(
                Topics.ALERTS.name(),
                new StringDeserializer(),
                Topics.ALERTS.value().deserializer());
        budgets = driver.createOutputTopic(
                Topics.BUDGETS.name(),
                new StringDeserializer(),
                Topics.BUDGETS.value().deserializer());
        deadLetters = driver.createOutputTopic(
                Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    static StreamsSettings settings(ClockMode clock, Path stateFolder) {
        return new StreamsSettings(
                Map.of("bootstrap.servers", "not-used:9092"),
                stateFolder,
                clock,
                Duration.ofSeconds(60),
                1,
                1,
                Duration.ofMillis(100),
                1,
                0,
                1,
                "exactly_once_v2",
                "http://127.0.0.1:8080");
    }

    /** One request of the service {@code web}. */
    void request(Instant at, int status) {
        send(List.of(observation(at, status)));
    }

    Observation observation(Instant at, int status) {
        return new RequestObservation(
                new Origin("test", ++sequence), at.toEpochMilli(), "web", "/", "GET", status, 120, Map.of());
    }

    void send(Collection<Observation> batch) {
        raw(ObservationCodec.write(batch));
    }

    void raw(byte[] value) {
        observations.pipeInput("test", value);
    }

    /** Records with offsets from one on, read together. */
    void together(long firstOffset, byte[]... values) {
        observations.pipeInput(Bundles.of(firstOffset, values));
    }

    /** A record that somebody stamped with a time of their own. */
    void rawStamped(byte[] value, long recordTimestamp) {
        observations.pipeInput("test", value, recordTimestamp);
    }

    void wallMovesOn(Duration by) {
        driver.advanceWallClockTime(by);
    }

    List<AlertEvent> alerts() {
        return alerts.readValuesToList();
    }

    List<TestRecord<String, byte[]>> deadLetters() {
        return new ArrayList<>(deadLetters.readRecordsToList());
    }

    /** The last status of an SLO since this was last asked. */
    BudgetStatus lastStatus(String slo) {
        BudgetStatus last = null;
        for (TestRecord<String, BudgetStatus> status : budgets.readRecordsToList()) {
            if (status.key().equals(slo)) {
                last = status.value();
            }
        }
        return last;
    }

    double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }
}
