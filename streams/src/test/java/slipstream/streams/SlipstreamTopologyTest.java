package slipstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static slipstream.streams.TopologyHarness.T0;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Observation;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.streams.classify.Definitions;
import slipstream.streams.slice.ClockMode;

class SlipstreamTopologyTest {
    @TempDir
    private Path state;

    private final Definitions definitions = Slos.compile(Slos.AVAILABILITY);

    @Test
    void everyNodeStoreAndTopicHasANameOfItsOwn() throws IOException {
        Topology topology = SlipstreamTopology.build(
                definitions, TopologyHarness.settings(ClockMode.LIVE, state), new SimpleMeterRegistry());

        String description = topology.describe().toString();

        assertThat(description)
                .doesNotContain("KSTREAM-")
                .doesNotContain("KTABLE-")
                .doesNotContain("0000");
        try (var golden = getClass().getResourceAsStream("/golden/topology.txt")) {
            assertThat(withSortedStores(description).strip())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    /** A processor's stores are a set, whose order changes from one JVM to the next. */
    private static String withSortedStores(String description) {
        return Pattern.compile("stores: \\[([^]]*)]")
                .matcher(description)
                .replaceAll(stores -> Arrays.stream(stores.group(1).split(", "))
                        .sorted()
                        .collect(Collectors.joining(", ", "stores: [", "]")));
    }

    @Test
    void aFullOutageRaisesThePage_withinFiftyFiveSeconds_liveClock() {
        Instant wall = T0.plus(Duration.ofHours(2));
        try (TopologyHarness harness = new TopologyHarness(ClockMode.LIVE, state, T0, definitions)) {
            List<Observation> anHour = new ArrayList<>();
            for (int second = 0; second < 7_200; second++) {
                anHour.add(harness.observation(T0.plusSeconds(second), 200));
            }
            harness.wallMovesOn(Duration.between(T0, wall));
            harness.send(anHour);
            assertThat(harness.alerts()).isEmpty();

            List<AlertEvent> fired = new ArrayList<>();
            int seconds = 0;
            while (fired.isEmpty() && seconds < 120) {
                harness.request(wall.plusSeconds(seconds), 500);
                seconds++;
                harness.wallMovesOn(Duration.ofSeconds(1));
                harness.alerts().stream()
                        .filter(a -> a.severity().equals("page"))
                        .forEach(fired::add);
            }

            assertThat(seconds).isLessThanOrEqualTo(55);
            assertThat(fired).singleElement().satisfies(alert -> {
                assertThat(alert.status()).isEqualTo(AlertState.FIRING);
                assertThat(alert.slo()).isEqualTo("web-availability");
                assertThat(alert.annotations().get("summary"))
                        .contains("bad of")
                        .contains("of the 30 d budget gone in it");
            });
        }
    }

    @Test
    void alertsResolve_whenNothingComesAnyMore() {
        try (TopologyHarness harness = new TopologyHarness(ClockMode.LIVE, state, T0, definitions)) {
            for (int second = 0; second < 100; second++) {
                harness.request(T0.plusSeconds(second), second < 50 ? 200 : 500);
                harness.wallMovesOn(Duration.ofSeconds(1));
            }
            assertThat(harness.alerts()).extracting(AlertEvent::status).containsOnly(AlertState.FIRING);

            List<AlertEvent> later = new ArrayList<>();
            for (int minute = 0; minute < 6 * 60 + 5; minute++) {
                for (int tick = 0; tick < 6; tick++) {
                    harness.wallMovesOn(Duration.ofSeconds(10));
                }
                later.addAll(harness.alerts());
            }

            assertThat(later)
                    .extracting(alert -> alert.severity() + " " + alert.status().word())
                    .containsExactly("page resolved", "ticket firing", "ticket resolved");
            AlertEvent page = later.get(0);
            assertThat(page.severity()).isEqualTo("page");
            assertThat(Duration.between(T0, page.endsAt().orElseThrow()))
                    .isBetween(Duration.ofMinutes(31), Duration.ofMinutes(32));
        }
    }

    @Test
    void anOldLogGivesItsOwnAlerts_whenEventsTellTheTime() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        try (TopologyHarness harness = new TopologyHarness(ClockMode.EVENT, state, now, definitions)) {
            List<Observation> halfAMinute = new ArrayList<>();
            for (int second = 0; second < 7_200; second++) {
                boolean outage = second >= 3_600 && second < 3_900;
                halfAMinute.add(harness.observation(T0.plusSeconds(second), outage ? 500 : 200));
                if (halfAMinute.size() == 30) {
                    harness.send(halfAMinute);
                    halfAMinute.clear();
                }
            }
            harness.wallMovesOn(Duration.ofSeconds(2));

            List<AlertEvent> alerts = harness.alerts();

            assertThat(alerts).extracting(AlertEvent::severity).contains("page", "ticket");
            AlertEvent page = alerts.stream()
                    .filter(a -> a.severity().equals("page"))
                    .findFirst()
                    .orElseThrow();
            assertThat(page.startsAt()).isBetween(T0.plusSeconds(3_600), T0.plusSeconds(3_660));
            AlertEvent end = alerts.stream()
                    .filter(a -> a.severity().equals("page") && a.status() == AlertState.RESOLVED)
                    .findFirst()
                    .orElseThrow();
            // Ten bad of 1 800 are left in the window of 30 min at this edge: 0.56 %, just below six times the budget.
            assertThat(end.endsAt()).hasValue(T0.plusSeconds(3_890 + 1_800));
            BudgetStatus status = harness.lastStatus("web-availability");
            assertThat(status.at()).isEqualTo(T0.plusSeconds(7_199).plusMillis(1));
            assertThat(status.windows()).last().satisfies(window -> {
                assertThat(window.total()).isEqualTo(7_200);
                assertThat(window.bad()).isEqualTo(300);
                assertThat(window.p95Millis().orElseThrow()).isBetween(118.0, 122.0);
            });
        }
    }

    @Test
    void theSameLogGivesTheSameAlerts_howeverItIsBatched() {
        List<List<String>> runs = new ArrayList<>();
        for (int batch : new int[] {3, 70, 500}) {
            try (TopologyHarness harness = new TopologyHarness(
                    ClockMode.EVENT, state.resolve("b" + batch), T0.plus(Duration.ofDays(2)), definitions)) {
                List<Observation> waiting = new ArrayList<>();
                for (int second = 0; second < 5_000; second++) {
                    boolean bad = second >= 600 && second < 900 && second % 11 == 0;
                    waiting.add(harness.observation(T0.plusSeconds(second), bad ? 500 : 200));
                    if (waiting.size() == batch) {
                        harness.send(waiting);
                        waiting.clear();
                    }
                }
                runs.add(harness.alerts().stream()
                        .map(a -> a.severity() + " " + a.status() + " " + a.evaluatedAt())
                        .toList());
            }
        }

        assertThat(runs.get(0)).isNotEmpty().anyMatch(line -> line.contains("RESOLVED"));
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isEqualTo(runs.get(0));
    }

    @Test
    void hostileTimesAndNonsenseGoToTheDeadLetters_andTheRestIsCounted() {
        Instant wall = T0.plus(Duration.ofHours(1));
        try (TopologyHarness harness = new TopologyHarness(ClockMode.LIVE, state, wall, definitions)) {
            harness.request(T0, 200);
            harness.raw(json(wall.toEpochMilli() + 3_650L * 86_400_000L, 901));
            harness.raw(json(Long.MAX_VALUE, 902));
            harness.raw("not json".getBytes(StandardCharsets.UTF_8));
            harness.raw(null);
            harness.request(T0.minus(Duration.ofDays(40)), 200);
            harness.request(T0.plusSeconds(1), 500);

            List<TestRecord<String, byte[]>> dead = harness.deadLetters();

            assertThat(dead)
                    .extracting(letter -> DeadLetterHeaders.text(letter.headers(), DeadLetterHeaders.REASON))
                    .containsExactly(
                            "timestamp_out_of_range",
                            "timestamp_out_of_range",
                            "undecodable",
                            "null_value",
                            "too_late");
            assertThat(dead.get(2).value()).isEqualTo("not json".getBytes(StandardCharsets.UTF_8));
            BudgetStatus status = harness.lastStatus("web-availability");
            assertThat(status.windows()).last().satisfies(window -> {
                assertThat(window.total()).isEqualTo(2);
                assertThat(window.bad()).isEqualTo(1);
            });
            String p = "slipstream.streams.observations.";
            assertThat(harness.count(p + "received")).isEqualTo(7);
            assertThat(harness.count(p + "accepted") + harness.count(p + "dropped") + harness.count(p + "dead"))
                    .isEqualTo(harness.count(p + "received"));
        }
    }

    @Test
    void recordsThatAreReadTogetherAreCountedOneByOne_andABadOneIsNamedByItsOwnOffset() {
        try (TopologyHarness harness = new TopologyHarness(ClockMode.LIVE, state, T0.plusSeconds(60), definitions)) {
            byte[] two = (new String(json(T0.toEpochMilli(), 2), StandardCharsets.UTF_8) + "\nnonsense\n"
                            + new String(json(T0.toEpochMilli(), 3), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            harness.together(40, json(T0.toEpochMilli(), 1), two, "{}".getBytes(StandardCharsets.UTF_8), new byte[0]);

            assertThat(harness.deadLetters())
                    .extracting(
                            letter -> DeadLetterHeaders.text(letter.headers(), DeadLetterHeaders.POSITION),
                            letter -> new String(letter.value(), StandardCharsets.UTF_8))
                    .containsExactly(tuple("41", "nonsense"), tuple("42", "{}"), tuple("43", ""));
            assertThat(harness.lastStatus("web-availability").windows())
                    .last()
                    .satisfies(window -> assertThat(window.total()).isEqualTo(3));
        }
    }

    @Test
    void aHostileRecordTimestampMovesNoClock() {
        try (TopologyHarness harness = new TopologyHarness(ClockMode.LIVE, state, T0.plusSeconds(60), definitions)) {
            harness.rawStamped(json(T0.toEpochMilli(), 1), Long.MAX_VALUE - 1);
            harness.rawStamped(
                    json(T0.toEpochMilli(), 2), T0.plus(Duration.ofDays(3_650)).toEpochMilli());
            harness.rawStamped(json(T0.toEpochMilli(), 3), 0);
            harness.wallMovesOn(Duration.ofSeconds(10));
            harness.rawStamped(json(T0.toEpochMilli(), 4), T0.toEpochMilli());

            assertThat(harness.lastStatus("web-availability").windows())
                    .last()
                    .satisfies(window -> assertThat(window.total()).isEqualTo(4));
        }
    }

    @Test
    void whatIsSentAgainIsCountedOnce() {
        try (TopologyHarness harness = new TopologyHarness(ClockMode.LIVE, state, T0.plusSeconds(60), definitions)) {
            List<Observation> batch = List.of(harness.observation(T0, 200), harness.observation(T0, 500));
            harness.send(batch);
            harness.send(batch);

            assertThat(harness.lastStatus("web-availability").windows()).last().satisfies(window -> {
                assertThat(window.total()).isEqualTo(2);
                assertThat(window.bad()).isEqualTo(1);
            });
            assertThat(harness.count("slipstream.streams.observations.dropped", "reason", "duplicate"))
                    .isEqualTo(2);
        }
    }

    private static byte[] json(long time, long sequence) {
        return ("{\"time\":" + time + ",\"service\":\"web\",\"status\":200,\"source\":\"x\",\"sequence\":" + sequence
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
