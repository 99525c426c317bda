package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.app.BurnRateScenario.Minute;
import slipstream.app.BurnRateScenario.Told;
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
    private static final int BATCH = 200;

    @TempDir
    private Path folder;

    private long sequence;

    @ParameterizedTest
    @CsvSource({
        "S02-hard-outage-10m, 5040 5100 5400 5460 7140",
        "S03-slow-burn-0.2pct, 1440 1500 2880 4320 7140",
        "S08-recovery, 4320 4380 4440 4500 4800 8580"
    })
    void alertsAndWindowsAreThoseOfTheClosedForm(String id, String comparedAt) throws IOException {
        BurnRateScenario whole = BurnRateScenario.read(id);
        BurnRateScenario scenario = BurnRateScenario.isFullWanted() ? whole : whole.thinned();
        List<Minute> minutes = scenario.minutes();
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
                publish(publisher, minutes.subList(done, stop));
                done = stop;
                Instant edge = minutes.get(stop).start();
                BudgetStatus status = statusAt(budgets, edge, publisher);
                assertWindows(id, status, scenario.expected().get(edge));
            }
            publish(publisher, minutes.subList(done, minutes.size()));
            Instant end = minutes.get(minutes.size() - 1).start().plusSeconds(59);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> budgets.values().stream()
                            .anyMatch(status -> status.at().isAfter(end)));
            assertAlerts(scenario, pipeline.bootstrapServers());
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
            for (int i = 0; i < minute.total(); i++) {
                batch.add(request("web", minute.timeMillis(i), minute.isBad(i) ? 500 : 200));
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

    /** When nothing more comes the clock goes to the last event, which lies on the edge: all that has been sent is counted by then. */
    private BudgetStatus statusAt(TopicReader<BudgetStatus> budgets, Instant edge, ObservationPublisher publisher) {
        publishOneAt(publisher, edge);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> find(budgets, edge).isPresent());
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

    /** Of the page at once; of the ticket when no page lasts, as beginning when its own condition became true. */
    private static void assertAlerts(BurnRateScenario scenario, String bootstrapServers) {
        List<AlertEvent> got;
        try (TopicReader<AlertEvent> alerts = new TopicReader<>(bootstrapServers, Topics.ALERTS)) {
            got = new ArrayList<>(alerts.values());
        }
        got.sort(Comparator.comparing(AlertEvent::evaluatedAt).thenComparing(AlertEvent::severity));
        List<Told> expected = scenario.told();
        String what = scenario.id() + ": expected " + expected + ", told " + got;
        assertThat(got)
                .as(what)
                .extracting(alert -> alert.severity() + " " + alert.status().word())
                .containsExactlyElementsOf(expected.stream()
                        .map(told -> told.severity() + (told.isActive() ? " firing" : " resolved"))
                        .toList());
        for (int i = 0; i < got.size(); i++) {
            AlertEvent alert = got.get(i);
            Told told = expected.get(i);
            long minutesOff = told.severity().equals("page") ? 1 : 10;
            Instant at = alert.endsAt().orElse(alert.startsAt());
            assertThat(Math.abs(scenario.minuteOf(at) - told.at())).as(what).isLessThanOrEqualTo(minutesOff);
            assertThat(Math.abs(scenario.minuteOf(alert.evaluatedAt()) - told.toldAt()))
                    .as(what)
                    .isLessThanOrEqualTo(minutesOff);
        }
    }
}
