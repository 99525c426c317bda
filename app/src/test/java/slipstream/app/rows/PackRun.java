package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.topic.Topics;
import slipstream.streams.SlipstreamTopology;
import slipstream.streams.StreamsSettings;
import slipstream.streams.slice.ClockMode;

/**
 * A pack in the whole, real topology, under Kafka's own test driver and on the event clock: now is where the latest observation is, so
 * that every instant below is one that was written down. Observations are collected, and {@link #until} plays them in the order of
 * their time. Each run has a folder for its state, which is gone when the run is closed.
 */
final class PackRun implements AutoCloseable {
    /** A Monday. The month began 24 hours before, and so did its first Sunday. */
    static final Instant T0 = Instant.parse("2026-03-02T00:00:00Z");

    /** Ahead of all event time, because an event from the future is refused. */
    private static final Instant WALL = Instant.parse("2026-12-31T00:00:00Z");

    /** A service that nobody speaks of: its requests only tell the time. */
    private static final String CLOCK = "clock";

    private static final int BATCH = 5_000;

    private final Path stateFolder;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> observations;
    private final TestOutputTopic<String, AlertEvent> alerts;
    private final TestOutputTopic<String, BudgetStatus> budgets;
    private final List<Observation> collected = new ArrayList<>();
    private final List<AlertEvent> told = new ArrayList<>();
    private final Map<String, BudgetStatus> latest = new HashMap<>();
    private int sources;

    /** What is observed again and again, or once. */
    interface Shape {
        Observation at(Origin origin, long timeMillis);
    }

    PackRun(Pack pack) {
        stateFolder = newFolder();
        StreamsSettings settings = new StreamsSettings(
                Map.of("bootstrap.servers", "not-used:9092"),
                stateFolder,
                ClockMode.EVENT,
                Duration.ZERO,
                1,
                1,
                Duration.ofMillis(100),
                1,
                0,
                1,
                "exactly_once_v2",
                "http://127.0.0.1:8080");
        driver = new TopologyTestDriver(
                SlipstreamTopology.build(pack.compiled(), settings, new SimpleMeterRegistry()),
                properties(stateFolder),
                WALL);
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
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("pack-run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(Path stateFolder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsSettings.APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-used:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class.getName());
        return properties;
    }

    /** An instant so long after {@link #T0}, as {@code 1h30m}. */
    static Instant t(String after) {
        return after.equals("0s") ? T0 : T0.plus(slipstream.contract.document.Durations.parse(after));
    }

    PackRun once(Instant at, Shape shape) {
        collected.add(shape.at(new Origin("test-" + sources++, 1), at.toEpochMilli()));
        return this;
    }

    /** So many at the same instant. */
    PackRun times(int count, Instant at, Shape shape) {
        String source = "test-" + sources++;
        for (int i = 1; i <= count; i++) {
            collected.add(shape.at(new Origin(source, i), at.toEpochMilli()));
        }
        return this;
    }

    /** From an instant on and as long as it is before another. */
    PackRun every(String step, Instant from, Instant to, Shape shape) {
        String source = "test-" + sources++;
        Duration pace = slipstream.contract.document.Durations.parse(step);
        int sequence = 0;
        for (Instant at = from; at.isBefore(to); at = at.plus(pace)) {
            collected.add(shape.at(new Origin(source, ++sequence), at.toEpochMilli()));
        }
        return this;
    }

    /** Plays what was collected, and moves the clock on to an instant. */
    PackRun until(Instant instant) {
        collected.sort(Comparator.comparingLong(Observation::timeMillis));
        for (int from = 0; from < collected.size(); from += BATCH) {
            send(collected.subList(from, Math.min(collected.size(), from + BATCH)));
        }
        collected.clear();
        send(List.of(new RequestObservation(
                new Origin("test-" + sources++, 1), instant.toEpochMilli(), CLOCK, "/", "GET", 200, 1, Map.of())));
        return this;
    }

    private void send(List<Observation> batch) {
        observations.pipeInput("test", ObservationCodec.write(batch));
        told.addAll(alerts.readValuesToList());
        budgets.readKeyValuesToList().forEach(status -> latest.put(status.key, status.value));
    }

    /** All that was told of a rule, or of the budgets of an SLO, in order. */
    List<Told> toldOf(String rule) {
        return told.stream()
                .filter(alert -> alert.slo().equals(rule)
                        || (alert.slo().isEmpty() && rule.equals(alert.labels().get("alertname"))))
                .map(Told::of)
                .toList();
    }

    /** Every event of a pack's rule, with all its facts, in order, when this is observed. */
    static List<AlertEvent> eventsOf(String pack, String rule, Consumer<PackRun> observed) {
        try (PackRun run = new PackRun(Pack.named(pack))) {
            observed.accept(run);
            return run.told.stream()
                    .filter(alert -> rule.equals(alert.labels().get("alertname")))
                    .toList();
        }
    }

    /** Of these, only what was told about the burning of a budget. */
    List<Told> burnsOf(String slo) {
        return toldOf(slo).stream()
                .filter(alert -> alert.name().startsWith("ErrorBudgetBurn"))
                .toList();
    }

    /** The first event of a rule, with all its facts. */
    AlertEvent firstEvent(String rule) {
        return told.stream()
                .filter(alert -> rule.equals(alert.labels().get("alertname"))
                        || alert.slo().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was told of " + rule));
    }

    BudgetStatus budget(String slo) {
        return budget(slo, Map.of());
    }

    /** The latest status of a group of an SLO. */
    BudgetStatus budget(String slo, Map<String, String> group) {
        BudgetStatus status = latest.get(BudgetStatus.key(slo, group));
        if (status == null) {
            throw new AssertionError("no status of " + slo + group + ", only of " + latest.keySet());
        }
        return status;
    }

    /** What is left of the budget of an SLO with one objective, of 1. */
    double remaining(String slo) {
        return remaining(slo, Map.of());
    }

    double remaining(String slo, Map<String, String> group) {
        return budget(slo, group).objectives().get(0).budgetRemaining().orElseThrow();
    }

    /** One window of the latest status of an SLO. */
    BudgetStatus.Window window(String slo, String window) {
        return window(slo, Map.of(), window);
    }

    BudgetStatus.Window window(String slo, Map<String, String> group, String window) {
        return budget(slo, group).windows().stream()
                .filter(each -> each.window().equals(window))
                .findFirst()
                .orElseThrow(() -> new AssertionError(slo + " has no window " + window));
    }

    /** Of a rule, one alert was told and nothing else: that it fires since an instant, and that it was over at another. */
    void assertToldOnce(String rule, String severity, Instant since, Instant until) {
        assertThat(toldOf(rule))
                .containsExactly(Told.firing(rule, severity, since), Told.resolved(rule, severity, until));
    }

    /** So much was counted in the period of an SLO, so much of it was bad, and that is exactly what its objective allows. */
    void assertBudgetIsJustSpent(String slo, String period, long total, long bad) {
        assertThat(window(slo, period).total()).as(slo).isEqualTo(total);
        assertThat(window(slo, period).bad()).as(slo).isEqualTo(bad);
        assertThat(remaining(slo)).as(slo).isCloseTo(0, within(1e-9));
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(stateFolder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
