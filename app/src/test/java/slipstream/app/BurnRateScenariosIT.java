package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.topic.Topics;
import slipstream.ingest.publish.ObservationPublisher;
import slipstream.streams.slice.ClockMode;

/**
 * Scenarios whose right answers were computed by others, event by event through the whole pipeline: requests of five or six
 * days. At whole hours every window is compared with the closed form, and the alerts with the expected minutes.
 *
 * <p>Where all counts of a scenario are multiples of ten a tenth of the requests is sent, which leaves every ratio as it is;
 * {@code -Dscenarios=full} sends all of them, more than four million each.
 */
@Tag("broker")
class BurnRateScenariosIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SLO = "web-availability";
    private static final int BATCH = 200;

    /** The event clock waits this long for events that are out of order. */
    private static final Duration LATENESS = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private long sequence;

    /** Minute k has these requests, or none at all. */
    private record Minute(Instant start, int total, int bad) {}

    @ParameterizedTest
    @CsvSource({
        "S02-hard-outage-10m, 5040 5100 5400 5460 7140",
        "S03-slow-burn-0.2pct, 1440 1500 2880 4320 7140",
        "S08-recovery, 4320 4380 4440 4500 4800 8580"
    })
    void alertsAndWindowsAreThoseOfTheClosedForm(String id, String comparedAt) throws IOException {
        Path oracle = Oracles.folder("burnrate");
        List<Minute> minutes = thinned(minutes(oracle.resolve("counts/" + id + ".counts.csv")));
        Map<Integer, Map<String, String>> expected = expected(oracle.resolve("expected/" + id + ".expected.csv.gz"));
        List<Integer> stops = Arrays.stream(comparedAt.trim().split(" "))
                .map(Integer::valueOf)
                .toList();

        Pipeline.Options options = new Pipeline.Options(
                folder.resolve("data"),
                ClockMode.EVENT,
                ListenAddress.loopback(0),
                new PrintStream(PrintStream.nullOutputStream()),
                InstantSource.system());
        Configuration configuration = new TestConfiguration(folder.resolve("config"))
                .availability("web", "0.999")
                .read();
        try (Pipeline pipeline = Pipeline.onEmbeddedBroker(configuration, options, 0);
                ObservationPublisher publisher = new ObservationPublisher(
                        Map.of("bootstrap.servers", pipeline.bootstrapServers()), new SimpleMeterRegistry());
                TopicReader<BudgetStatus> budgets = new TopicReader<>(pipeline.bootstrapServers(), Topics.BUDGETS)) {
            int done = 0;
            for (int stop : stops) {
                publish(publisher, minutes.subList(done, stop + 1));
                done = stop + 1;
                Instant edge = minutes.get(stop).start();
                BudgetStatus status = statusAt(budgets, edge, publisher);
                assertWindows(id, status, expected.get(stop));
            }
            publish(publisher, minutes.subList(done, minutes.size()));
            Instant end = minutes.get(minutes.size() - 1).start().plusSeconds(59);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> budgets.values().stream()
                            .anyMatch(status -> status.at().isAfter(end)));
            assertAlerts(
                    pipeline.bootstrapServers(),
                    minutes.get(0).start(),
                    oracle.resolve("expected/" + id + ".alerts.json"));
        }
    }

    /** A request that the truth does not know of would spoil it; this one belongs to another service and only moves the clock. */
    private void publishOneAt(ObservationPublisher publisher, Instant at) {
        publisher
                .publish("test", List.of(request("clock", at.toEpochMilli(), 200)))
                .join();
    }

    private void publish(ObservationPublisher publisher, List<Minute> minutes) {
        List<Observation> batch = new ArrayList<>(BATCH);
        for (Minute minute : minutes) {
            long start = minute.start().toEpochMilli();
            for (int i = 0; i < minute.total(); i++) {
                boolean bad = (long) (i + 1) * minute.bad() / minute.total() > (long) i * minute.bad() / minute.total();
                batch.add(request("web", start + 60_000L * i / minute.total(), bad ? 500 : 200));
                if (batch.size() == BATCH) {
                    publisher.publish("test", batch);
                    batch = new ArrayList<>(BATCH);
                }
            }
        }
        if (!batch.isEmpty()) {
            publisher.publish("test", batch).join();
        }
    }

    private Observation request(String service, long timeMillis, int status) {
        return new RequestObservation(
                new Origin("scenario", ++sequence),
                timeMillis,
                service,
                "/",
                "GET",
                status,
                Observation.NO_LATENCY,
                Map.of());
    }

    /** Holds the clock at the edge until the status of that instant has come. */
    private BudgetStatus statusAt(TopicReader<BudgetStatus> budgets, Instant edge, ObservationPublisher publisher) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    publishOneAt(publisher, edge.plus(LATENESS));
                    return find(budgets, edge).isPresent();
                });
        return find(budgets, edge).orElseThrow();
    }

    private static Optional<BudgetStatus> find(TopicReader<BudgetStatus> budgets, Instant edge) {
        return budgets.values().stream()
                .filter(status -> status.at().equals(edge))
                .reduce((earlier, later) -> later);
    }

    private static void assertWindows(String id, BudgetStatus status, Map<String, String> expected) {
        for (BudgetStatus.Window window : status.windows()) {
            String ratio = expected.get("err_" + window.window());
            assertThat(window.errorRatio().orElseThrow())
                    .as("%s at %s, window %s", id, status.at(), window.window())
                    .isCloseTo(Double.parseDouble(ratio), Offset.offset(1e-12));
        }
        assertThat(status.objectives().get(0).budgetRemaining().orElseThrow())
                .as("%s at %s, budget", id, status.at())
                .isCloseTo(Double.parseDouble(expected.get("budget_remaining_30d_events")), Offset.offset(1e-9));
    }

    /** Expected minute k is the first evaluation, once a minute, that sees it; ours is the instant itself. */
    private static void assertAlerts(String bootstrapServers, Instant t0, Path file) throws IOException {
        JsonNode expected = JSON.readTree(file.toFile()).get("alerts");
        try (TopicReader<AlertEvent> alerts = new TopicReader<>(bootstrapServers, Topics.ALERTS)) {
            List<AlertEvent> all = alerts.values();
            assertTransitions(all, "page", t0, expected.get("page"), 1);
            assertTransitions(all, "ticket", t0, expected.get("ticket"), 10);
        }
    }

    private static void assertTransitions(
            List<AlertEvent> all, String severity, Instant t0, JsonNode expected, int minutesOff) {
        List<AlertEvent> transitions =
                all.stream().filter(alert -> alert.severity().equals(severity)).toList();
        assertThat(transitions).extracting(alert -> alert.status().word()).containsExactlyElementsOf(words(expected));
        for (int i = 0; i < transitions.size(); i++) {
            AlertEvent transition = transitions.get(i);
            Instant at = transition.endsAt().orElse(transition.startsAt());
            long millis = Duration.between(t0, at).toMillis();
            long minute = -Math.floorDiv(-millis, 60_000L);
            System.out.printf(
                    "%s %s: minute %d, expected %d (%s)%n",
                    severity,
                    transitions.get(i).status().word(),
                    minute,
                    expected.get(i).get("at").asLong(),
                    at);
            assertThat(minute).isCloseTo(expected.get(i).get("at").asLong(), Offset.offset((long) minutesOff));
        }
    }

    private static List<String> words(JsonNode expected) {
        List<String> words = new ArrayList<>();
        expected.forEach(transition -> words.add(transition.get("state").asText()));
        return words;
    }

    private static List<Minute> thinned(List<Minute> minutes) {
        boolean wanted = !System.getProperty("scenarios", "").equals("full");
        boolean possible = minutes.stream().allMatch(minute -> minute.total() % 10 == 0 && minute.bad() % 10 == 0);
        return wanted && possible
                ? minutes.stream()
                        .map(minute -> new Minute(minute.start(), minute.total() / 10, minute.bad() / 10))
                        .toList()
                : minutes;
    }

    private static List<Minute> minutes(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> header = List.of(lines.get(0).split(",", -1));
        List<Minute> minutes = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String total = cells[header.indexOf("total")];
            minutes.add(new Minute(
                    Instant.parse(cells[header.indexOf("minute_start")]),
                    total.isEmpty() ? 0 : Integer.parseInt(total),
                    total.isEmpty() ? 0 : Integer.parseInt(cells[header.indexOf("bad")])));
        }
        return minutes;
    }

    private static Map<Integer, Map<String, String>> expected(Path csv) throws IOException {
        Map<Integer, Map<String, String>> rows = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))) {
            String[] header = reader.readLine().split(",", -1);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], cells[i]);
                }
                rows.put(Integer.valueOf(row.get("k")), row);
            }
        }
        return rows;
    }
}
