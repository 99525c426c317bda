package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.EventFiles.T0;
import static slipstream.app.EventFiles.instants;
import static slipstream.app.EventFiles.json;
import static slipstream.app.EventFiles.outage;
import static slipstream.app.EventFiles.request;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code slipstream evaluate} says of a file of events: a summary for people, or JSON lines. */
class EvaluateTest {
    @TempDir
    private Path folder;

    private EventFiles files;

    @BeforeEach
    void oneSlo() throws IOException {
        files = new EventFiles(folder);
    }

    @Test
    void summaryIsWhatAPersonWantsToKnow() throws IOException {
        Path events = files.write(outage(90));

        Said said = files.evaluate(events);

        assertThat(said.exitCode()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).isEqualTo("""
                5,400 lines: 5,400 counted, 0 that no SLO or rule speaks of, 0 duplicates, 0 too late, 0 unreadable

                web-availability, 30d up to 2026-01-28T01:30:00Z
                  target 99.9 %: 97.7778 % good, 120 bad of 5,400, budget left -2122.22 %, lowest -4900.00 %, spent
                  latency: P95 99.3 ms, mean 117.8 ms

                Alerts
                  2026-01-28T00:31:00Z  page    firing    web-availability: 12 bad of 1 860 in 6 h, 6.5x; 645.2 % of the 30 d budget gone in it, overspent by 545.2 %
                  2026-01-28T01:11:00Z  page    resolved  web-availability, after 39m
                  2026-01-28T01:11:00Z  ticket  firing    web-availability: 120 bad of 4 260 in 1 d, 28.2x; 2 816.9 % of the 30 d budget gone in it, overspent by 2 716.9 %; since 2026-01-28T00:31:00Z
                """);
    }

    @Test
    void summarySaysThatNobodyIsTold_whenAllIsWell() throws IOException {
        Path events = files.write(outage(20));

        Said said = files.evaluate(events);

        assertThat(said.out())
                .contains("target 99.9 %: 100.0000 % good, 0 bad of 1,200, budget left 100.00 %, lowest 100.00 %\n")
                .endsWith("\nNobody would have been told of anything.\n");
    }

    @Test
    void windowIsTold_onlyWhenItIsExactlyAsLongAsItsNameSays() throws IOException {
        Path events = files.write(outage(125));

        Said said = files.evaluate(events, "--json");

        assertThat(instants(said, "window", "5m")).contains("2026-01-28T00:01:00Z", "2026-01-28T02:05:00Z");
        assertThat(instants(said, "window", "1d")).containsSubsequence("2026-01-28T00:10:00Z", "2026-01-28T02:00:00Z");
        assertThat(instants(said, "window", "1d")).allMatch(at -> at.endsWith("0:00Z"));
        assertThat(instants(said, "window", "30d")).containsExactly("2026-01-28T01:00:00Z", "2026-01-28T02:00:00Z");
        assertThat(instants(said, "basis", "events30d"))
                .containsExactly("2026-01-28T01:00:00Z", "2026-01-28T02:00:00Z");
    }

    @Test
    void everyTenSecondsIsTold_whenThatIsWanted() throws IOException {
        Path events = files.write(outage(35));

        Said said = files.evaluate(events, "--every=10s", "--json");

        assertThat(instants(said, "window", "5m"))
                .contains("2026-01-28T00:30:10Z", "2026-01-28T00:30:20Z")
                .hasSize(35 * 6);
        assertThat(instants(said, "alert", "page")).containsExactly("2026-01-28T00:31:00Z");
    }

    @Test
    void lateEventCountsWhereItBelongs_unlessTheGraceIsOver() throws IOException {
        List<String> lines = new ArrayList<>(outage(10));
        lines.add(request(T0.plusSeconds(61), 500));
        Path events = files.write(lines);

        Said all = files.evaluate(events, "--json", "--lateness=20m");
        Said within = files.evaluate(events, "--json", "--lateness=20m", "--grace=8m");
        Said beyond = files.evaluate(events, "--json", "--lateness=20m", "--grace=7m");

        assertThat(badIn(all, "2026-01-28T00:02:00Z")).isEqualTo(1);
        assertThat(badIn(within, "2026-01-28T00:02:00Z")).isEqualTo(1);
        assertThat(badIn(beyond, "2026-01-28T00:02:00Z")).isZero();
        assertThat(beyond.err()).contains("600 counted", "1 too late");
    }

    private static long badIn(Said said, String at) throws IOException {
        return json(said).stream()
                .filter(line -> line.path("window").asText().equals("5m"))
                .filter(line -> line.get("at").asText().equals(at))
                .findFirst()
                .orElseThrow()
                .get("bad")
                .asLong();
    }

    @Test
    void monthIsReadToItsLastInstant_andBeginsAnewAfterIt() throws IOException {
        files.configuration().file("web-availability.yaml", """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: web-month}
                spec:
                  service: web
                  indicator:
                    metadata: {name: web-good}
                    spec:
                      ratioMetric:
                        good: {metricSource: {spec: {selector: "status < 500"}}}
                        total: {metricSource: {spec: {selector: "service == 'web'"}}}
                  timeWindow: [{duration: 1M, isRolling: false, calendar: {startTime: "2026-01-01 00:00:00", timeZone: Europe/Berlin}}]
                  budgetingMethod: Occurrences
                  objectives: [{target: 0.5}]
                """);
        Instant midnight = Instant.parse("2026-01-31T23:00:00Z");
        Path events = files.write(List.of(
                request(midnight.minusSeconds(70), 200),
                request(midnight.minusSeconds(20), 500),
                request(midnight.minusMillis(1), 200),
                request(midnight, 500),
                request(midnight.plusSeconds(60), 500)));

        Said said = files.evaluate(events, "--json");

        assertThat(json(said).stream()
                        .filter(line -> line.path("basis").asText().equals("month"))
                        .map(line -> line.get("at").asText() + " " + line.get("budgetRemaining"))
                        .toList())
                .containsExactly(
                        "2026-01-31T22:59:00Z 1.0",
                        "2026-01-31T23:00:00Z " + (1 - 1 / 3d / 0.5),
                        "2026-01-31T23:01:00Z -1.0",
                        "2026-01-31T23:02:00Z -1.0");
    }

    @Test
    void silenceIsToldToo_fromTheFirstEventOfTheFileOn() throws IOException {
        files.configuration().availability("other", "0.999").file("silence.yaml", """
                apiVersion: slipstream/v1
                kind: AlertRule
                metadata: {name: other-is-silent}
                spec:
                  service: other
                  severity: page
                  selector: "type == 'request' && service == 'other'"
                  condition: {noData: {within: 5m}}
                """);

        Said said = files.evaluate(outage(20));

        assertThat(said.out())
                .contains(
                        "other-availability, 30d up to 2026-01-28T00:20:00Z\n  target 99.9 %: no events, budget left unknown")
                .contains("2026-01-28T00:05:00Z  page    firing    other-is-silent: no data for 5m");
    }

    @Test
    void groupsCompositesSlicesAndRulesAreToldToo() throws IOException {
        files.configuration().file("grouped.yaml", """
                        apiVersion: openslo/v1
                        kind: SLO
                        metadata: {name: by-method}
                        spec:
                          service: web
                          indicator:
                            metadata: {name: by-method}
                            spec:
                              ratioMetric:
                                good: {metricSource: {spec: {selector: "status < 500"}}}
                                total: {metricSource: {spec: {selector: "service == 'web'", groupBy: [method]}}}
                          timeWindow: [{duration: 1d, isRolling: true}]
                          budgetingMethod: Timeslices
                          objectives: [{target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 1m}]
                        """).file("rule.yaml", """
                        apiVersion: slipstream/v1
                        kind: AlertRule
                        metadata: {name: many-errors}
                        spec:
                          service: web
                          severity: critical
                          selector: "type == 'request' && service == 'web'"
                          bad: status >= 500
                          condition: {threshold: {aggregate: bad, window: 1m, op: gt, value: 3}}
                        """);
        List<String> lines = outage(60).stream()
                .map(line -> line.replace("}", ",\"method\":\"GET\"}"))
                .toList();

        Said asJson = files.evaluate(lines, "--json");
        Said summary = files.evaluate(lines);

        assertThat(asJson.exitCode()).as(asJson.err()).isZero();
        assertThat(json(asJson).stream()
                        .filter(line -> line.path("basis").asText().equals("slices1d"))
                        .map(line -> line.get("group").asText() + " "
                                + line.get("at").asText()
                                + String.format(
                                        Locale.ROOT,
                                        " %.3f",
                                        line.get("budgetRemaining").asDouble()))
                        .toList())
                .contains("GET 2026-01-28T00:30:00Z 1.000", "GET 2026-01-28T00:40:00Z -1.500");
        assertThat(asJson.out())
                .contains(
                        "{\"at\":\"2026-01-28T00:31:00Z\",\"name\":\"rule/many-errors\",\"alert\":\"critical\",\"state\":\"firing\"}")
                .contains(
                        "{\"at\":\"2026-01-28T00:41:00Z\",\"name\":\"rule/many-errors\",\"alert\":\"critical\",\"state\":\"resolved\"}");
        assertThat(summary.out())
                .contains("by-method{method=GET}, 1d up to 2026-01-28T01:00:00Z")
                .contains("2026-01-28T00:31:00Z  critical  firing    many-errors: ")
                .contains("2026-01-28T00:42:00Z  critical  resolved  many-errors, after 10m");
    }

    @Test
    void excludedTimeIsShownBesideWhatCounts() throws IOException {
        files.configuration().file("maintenance.yaml", """
                apiVersion: slipstream/v1
                kind: MaintenanceWindow
                metadata: {name: upgrade}
                spec: {services: [web], once: {from: "2026-01-28T00:30:00Z", to: "2026-01-28T00:35:00Z"}}
                """);

        Said said = files.evaluate(outage(45));

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("60 bad of 2,400,")
                .contains("  not counted (maintenance, corrections): 60 bad of 300; raw 120 bad of 2,700\n");
    }
}
