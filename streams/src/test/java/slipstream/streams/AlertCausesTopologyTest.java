package slipstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.streams.TopologyHarness.T0;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.streams.slice.ClockMode;

/** Deploys and bad events come in as observations; the alert that goes out names them. */
class AlertCausesTopologyTest {
    @TempDir
    private Path state;

    @TempDir
    private Path otherState;

    @Test
    void theAlertNamesTheDeployTheContributorsAndSomePositions() {
        List<AlertEvent> alerts = alertsOf(state, history());

        AlertEvent first = alerts.get(0);
        assertThat(first.deploy()).hasValue(new AlertEvent.Deploy("deploy", "v2.3", T0.plusSeconds(3_500)));
        assertThat(first.contributors())
                .extracting(contributor -> String.join(" ", contributor.values().values()))
                .first()
                .isEqualTo("POST /pay eu-west");
        assertThat(first.contributors()).noneMatch(AlertEvent.Contributor::approximate);
        long judgedBad = first.evidence().stream()
                .filter(AlertEvent.WindowPair::exceeded)
                .findFirst()
                .orElseThrow()
                .longBad();
        assertThat(first.contributors().stream()
                        .mapToLong(AlertEvent.Contributor::bad)
                        .sum())
                .isEqualTo(judgedBad);
        assertThat(first.samples()).isNotEmpty().allSatisfy(sample -> {
            assertThat(sample.source()).isEqualTo("test");
            // Each second has one event, and the deploy came before the events of its second.
            assertThat(sample.sequence())
                    .isEqualTo(Duration.between(T0, sample.at()).toSeconds() + 2);
        });
        assertThat(first.annotations().get("summary"))
                .contains("; since the deploy v2.3 at Wed 00:58 UTC; top: POST /pay eu-west ");
    }

    @Test
    void theSameLogGivesTheSameAlerts_howeverItIsCutIntoRecords() {
        List<Observation> history = history();

        List<AlertEvent> inHundreds = alertsOf(state, history, 100);
        List<AlertEvent> inSevens = alertsOf(otherState, history, 7);

        assertThat(inHundreds).isNotEmpty().isEqualTo(inSevens);
    }

    private static List<AlertEvent> alertsOf(Path folder, List<Observation> history) {
        return alertsOf(folder, history, 30);
    }

    private static List<AlertEvent> alertsOf(Path folder, List<Observation> history, int inARecord) {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        try (TopologyHarness harness =
                new TopologyHarness(ClockMode.EVENT, folder, now, Slos.compile(Slos.AVAILABILITY))) {
            for (int from = 0; from < history.size(); from += inARecord) {
                harness.send(history.subList(from, Math.min(history.size(), from + inARecord)));
            }
            harness.wallMovesOn(Duration.ofSeconds(2));
            return harness.alerts();
        }
    }

    /** Two hours of one event a second; a deploy at 58:20, and from an hour on for five minutes all fails. */
    private static List<Observation> history() {
        List<Observation> all = new ArrayList<>();
        long sequence = 0;
        for (int second = 0; second < 7_200; second++) {
            if (second == 3_500) {
                all.add(new ChangeEvent(
                        new Origin("test", ++sequence),
                        T0.plusSeconds(second).toEpochMilli(),
                        "web",
                        "deploy",
                        "v2.3",
                        ChangeOutcome.SUCCESS,
                        Map.of()));
            }
            boolean outage = second >= 3_600 && second < 3_900;
            boolean pays = second % 3 != 0;
            all.add(new RequestObservation(
                    new Origin("test", ++sequence),
                    T0.plusSeconds(second).toEpochMilli(),
                    "web",
                    pays ? "/pay" : "/cart",
                    pays ? "POST" : "GET",
                    outage ? 503 : 200,
                    120,
                    Map.of("region", "eu-west")));
        }
        return all;
    }
}
