package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.app.BurnRateScenario.Change;

/**
 * {@code slipstream evaluate} on every scenario of burn rates and on the late events, compared at each minute with what others computed:
 * every window, the budget over thirty days, and when page and ticket begin and end. It needs no broker, but time.
 *
 * <p>Scenarios are thinned where that leaves every ratio as it is, and the one of a month is left out, unless
 * {@code -Dscenarios=full}.
 */
class EvaluateOraclesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double RELATIVE = 1e-6;
    private static final double ABSOLUTE = 1e-9;
    private static final Map<String, Long> MINUTES_OFF = Map.of("page", 1L, "ticket", 10L);

    private static final String ROLLING = "{duration: 30d, isRolling: true}";
    private static final String MONTH =
            "{duration: 1M, isRolling: false, calendar: {startTime: \"2026-01-01 00:00:00\", timeZone: UTC}}";

    @TempDir
    private Path folder;

    /** The lines that evaluate wrote about one SLO. */
    private record Evaluated(List<JsonNode> windows, List<JsonNode> budgets, List<JsonNode> transitions) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S01-steady-ok",
                "S02-hard-outage-10m",
                "S03-slow-burn-0.2pct",
                "S04-flapping",
                "S05-low-traffic",
                "S08-recovery",
                "S09-spike-10x",
                "S10a-gap-no-data",
                "S10b-gap-zero-traffic",
                "S11-counter-reset"
            })
    void everyWindowBudgetAndAlertIsThatOfTheClosedForm(String id) throws IOException {
        Path config = config("web", ROLLING);
        BurnRateScenario scenario = scenario(id);

        Evaluated evaluated = evaluate(scenario, config).get("web");

        assertWindows(scenario, evaluated);
        assertBudgets(scenario, evaluated, "events30d", "budget_remaining_30d_events");
        assertTransitions(scenario, evaluated);
    }

    @Test
    void thirtyDaysOfTwentyTwoMillionEventsAgreeToo_whenTheyAreWanted() throws IOException {
        Assumptions.assumeTrue(
                BurnRateScenario.isFullWanted(), "skipped: 22 million events, asked for by -Dscenarios=full");

        everyWindowBudgetAndAlertIsThatOfTheClosedForm("S13-month");
    }

    /** Minute 5760 is midnight at the month's end: it still reads the month that ends. */
    @Test
    void budgetOfTheMonthIsWholeAgain_afterItsLastInstantWasRead() throws IOException {
        Path config = config("web", ROLLING);
        config("web-month", MONTH);
        BurnRateScenario scenario = scenario("S06-day-and-month-boundary");

        Map<String, Evaluated> evaluated = evaluate(scenario, config);

        assertWindows(scenario, evaluated.get("web"));
        assertBudgets(scenario, evaluated.get("web"), "events30d", "budget_remaining_30d_events");
        assertBudgets(scenario, evaluated.get("web-month"), "month", "budget_remaining_month_to_date");
        assertThat(evaluated.get("web-month").budgets())
                .hasSize(scenario.minutes().size());
        assertTransitions(scenario, evaluated.get("web"));
    }

    /** Two hours of events, of which every tenth or so comes late, by up to twenty minutes. */
    @ParameterizedTest
    @CsvSource({"0s, 0", "30s, 30", "1m, 60", "5m, 300", "15m, 900", "none, all"})
    void lateEventsCountExactlyWithinTheGrace(String grace, String name) throws IOException {
        Path events = Oracles.folder("burnrate/S07-late").resolve("events.jsonl");
        JsonNode expected = JSON.readTree(events.resolveSibling("expected.json").toFile())
                .get("grace")
                .get(name);
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--config=" + config("web", ROLLING)));
        arguments.addAll(List.of("--events=" + events, "--format=json", "--map=time=ts,status=status,service=service"));
        arguments.addAll(List.of("--lateness=21m", "--json"));
        if (!grace.equals("none")) {
            arguments.add("--grace=" + grace);
        }

        Said said = Said.by(arguments.toArray(String[]::new));

        assertThat(said.err())
                .startsWith("7,200 lines: ")
                .contains(String.format("%,d counted", expected.get("accepted").asLong()))
                .contains(String.format("%,d too late", expected.get("dropped").asLong()));
        assertFiveMinutes(bySlo(said).get("web"), expected.get("windows"));
    }

    private Path config(String name, String window) throws IOException {
        return new TestConfiguration(folder.resolve("config"))
                .file(name + ".yaml", """
                        apiVersion: openslo/v1
                        kind: SLO
                        metadata: {name: %s}
                        spec:
                          service: web
                          indicator:
                            metadata: {name: %1$s-good}
                            spec:
                              ratioMetric:
                                good: {metricSource: {spec: {selector: "status < 500"}}}
                                total: {metricSource: {spec: {selector: "service == 'web'"}}}
                          timeWindow: [%s]
                          budgetingMethod: Occurrences
                          objectives: [{target: 0.999}]
                        """.formatted(name, window))
                .folder();
    }

    private static BurnRateScenario scenario(String id) {
        BurnRateScenario scenario = BurnRateScenario.read(id);
        return BurnRateScenario.isFullWanted() ? scenario : scenario.thinned();
    }

    private static Map<String, Evaluated> evaluate(BurnRateScenario scenario, Path config) throws IOException {
        Said said = Said.reading(
                new RequestLines(scenario),
                "evaluate",
                "--config=" + config,
                "--events=-",
                "--format=json",
                "--map=time=ts,status=status,service=service",
                "--json");
        assertThat(said.exitCode()).as(said.err()).isZero();
        return bySlo(said);
    }

    private static Map<String, Evaluated> bySlo(Said said) throws IOException {
        Map<String, Evaluated> bySlo = new TreeMap<>();
        for (String text : said.outLines()) {
            JsonNode line = JSON.readTree(text);
            String slo = line.path(line.has("slo") ? "slo" : "name").asText();
            Evaluated of = bySlo.computeIfAbsent(
                    slo, name -> new Evaluated(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            (line.has("alert") ? of.transitions() : line.has("window") ? of.windows() : of.budgets()).add(line);
        }
        return bySlo;
    }

    private static void assertWindows(BurnRateScenario scenario, Evaluated evaluated) {
        long fiveMinutes = 0;
        for (JsonNode line : evaluated.windows()) {
            String window = line.get("window").asText();
            assertValue(scenario, line, "err_" + window, line.get("errorRatio"));
            fiveMinutes += window.equals("5m") ? 1 : 0;
        }
        assertThat(fiveMinutes)
                .as("a look at each minute")
                .isEqualTo(scenario.expected().size());
    }

    private static void assertBudgets(BurnRateScenario scenario, Evaluated evaluated, String basis, String column) {
        for (JsonNode line : evaluated.budgets()) {
            assertThat(line.get("basis").asText()).isEqualTo(basis);
            assertValue(scenario, line, column, line.get("budgetRemaining"));
        }
        assertThat(evaluated.budgets()).isNotEmpty();
    }

    private static void assertValue(BurnRateScenario scenario, JsonNode line, String column, JsonNode got) {
        Map<String, String> row =
                scenario.expected().get(Instant.parse(line.get("at").asText()));
        assertThat(row).as("an instant of the scenario: %s", line).isNotNull();
        String wanted = row.get(column);
        boolean isEqual = wanted.isEmpty() ? got.isNull() : !got.isNull() && isClose(Double.parseDouble(wanted), got);
        assertThat(isEqual)
                .as("%s %s: wanted %s in %s", scenario.id(), column, wanted, line)
                .isTrue();
    }

    private static boolean isClose(double wanted, JsonNode got) {
        return Math.abs(wanted - got.asDouble()) <= Math.max(ABSOLUTE, RELATIVE * Math.abs(wanted));
    }

    private static void assertTransitions(BurnRateScenario scenario, Evaluated evaluated) {
        scenario.alerts().forEach((severity, wanted) -> {
            List<Change> got = new ArrayList<>();
            for (JsonNode line : evaluated.transitions()) {
                if (line.get("alert").asText().equals(severity)) {
                    Instant at = Instant.parse(line.get("at").asText());
                    got.add(new Change(
                            scenario.minuteOf(at), line.get("state").asText().equals("firing")));
                }
            }
            String what = scenario.id() + " " + severity + ": wanted " + wanted + ", got " + got;
            assertThat(got)
                    .as(what)
                    .extracting(Change::isActive)
                    .containsExactlyElementsOf(
                            wanted.stream().map(Change::isActive).toList());
            for (int i = 0; i < got.size(); i++) {
                assertThat(Math.abs(got.get(i).minute() - wanted.get(i).minute()))
                        .as(what)
                        .isLessThanOrEqualTo(MINUTES_OFF.get(severity));
            }
        });
    }

    /** A window of five minutes holds five of the minutes that were expected. */
    private static void assertFiveMinutes(Evaluated evaluated, JsonNode expected) {
        TreeMap<Instant, long[]> minutes = new TreeMap<>();
        expected.forEach(minute -> minutes.put(
                Instant.parse(minute.get(0).asText()),
                new long[] {minute.get(1).asLong(), minute.get(2).asLong()}));
        Instant last = minutes.lastKey();
        long compared = 0;
        for (JsonNode line : evaluated.windows()) {
            Instant at = Instant.parse(line.get("at").asText());
            if (line.get("window").asText().equals("5m") && !at.isAfter(last.plusSeconds(60))) {
                long[] sum = new long[2];
                minutes.subMap(at.minusSeconds(300), true, at, false).values().forEach(minute -> {
                    sum[0] += minute[0];
                    sum[1] += minute[1];
                });
                assertThat(List.of(line.get("total").asLong(), line.get("bad").asLong()))
                        .as(line.toString())
                        .containsExactly(sum[0], sum[1]);
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(minutes.size());
    }
}
