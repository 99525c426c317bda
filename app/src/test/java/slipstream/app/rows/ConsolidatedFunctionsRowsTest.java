package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.app.rows.Told.firing;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.BudgetStatus;

/** The rows of the runbook consolidated-functions.md. An observation counts from the end of its ten seconds on. */
class ConsolidatedFunctionsRowsTest {
    private static final Shapes FUNCTIONS = new Shapes("consolidated-functions");
    private static final PackRun.Shape HEALTHY = FUNCTIONS.probe("admin-health", SUCCESS, 100);
    private static final PackRun.Shape UNHEALTHY = FUNCTIONS.probe("admin-health", FAILURE, 100);

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("consolidated-functions"));

    private static PackRun.Shape lookup(String result, double latencyMillis) {
        return FUNCTIONS.request("/exam-info", 200, latencyMillis, Map.of("cache", result));
    }

    private static PackRun.Shape connections(double used) {
        return FUNCTIONS.sample("db_connections", used, 20);
    }

    /** So many at each tenth second. */
    private void paced(int count, Instant from, Instant to, PackRun.Shape shape) {
        for (int i = 0; i < count; i++) {
            run.every("10s", from, to, shape);
        }
    }

    @Test
    void rowB1_theSummaryOfADayIsExact_whenRequestsLookupsAndGaugesCome() {
        run.times(895, T0, FUNCTIONS.request(200, 400))
                .times(5, T0, FUNCTIONS.request(500, 400))
                .times(85, T0, lookup("hit", 200))
                .times(15, T0, lookup("miss", 400))
                .times(99, T0, connections(15))
                .once(T0, connections(16))
                .until(t("5m"));

        BudgetStatus.Window day = run.window("functions-errors", "1d");
        assertThat(day.total()).isEqualTo(1000);
        assertThat(day.bad()).isEqualTo(5);
        assertThat(day.meanMillis()).contains((85 * 200 + 915 * 400) / 1000d);
        assertThat(run.remaining("functions-errors")).isCloseTo(0.5, within(1e-9));
        assertThat(run.window("functions-cache", "1d").bad()).isEqualTo(15);
        assertThat(run.remaining("functions-cache")).isCloseTo(1 - 0.15 / 0.2, within(1e-9));
        // 16 of 20 are not below 80 %.
        assertThat(run.window("functions-db-connections", "1d").bad()).isEqualTo(1);
        assertThat(run.remaining("functions-db-connections")).isCloseTo(0, within(1e-9));
        assertThat(run.burnsOf("functions-errors")).isEmpty();
        assertThat(run.burnsOf("functions-cache")).isEmpty();
        assertThat(run.burnsOf("functions-db-connections")).isEmpty();
    }

    @Test
    void rowB1e_escalatesToOnCall_whenTheErrorCriterionFailsForFifteenMinutes() {
        run.every("10s", T0, t("2h20m"), FUNCTIONS.request(200, 100))
                .times(4, t("1h"), FUNCTIONS.request(500, 100))
                .times(5, t("2h"), FUNCTIONS.request(500, 100))
                .until(t("2h20m"));

        // 4 of 365 are above 1 % until there are more than 400, six minutes later; 9 of 730 stay above it for longer.
        assertThat(run.toldOf("criterion-errors")).containsExactly(firing("criterion-errors", "P1", t("2h15m10s")));
        assertThat(run.firstEvent("criterion-errors").labels()).containsEntry("escalate_to", "on-call");
        assertThat(run.toldOf("criterion-response")).isEmpty();
    }

    @Test
    void rowB1e_escalatesToOnCall_whenAnyOtherCriterionFailsForFifteenMinutes() {
        run.times(100, T0, lookup("hit", 100))
                .times(30, t("1h"), lookup("miss", 2000))
                .every("1m", T0, t("1h"), HEALTHY)
                .every("1m", t("1h"), t("1h20m"), UNHEALTHY)
                .every("1m", T0, t("1h"), connections(15))
                .every("1m", t("1h"), t("1h18m"), connections(16))
                .every("1m", t("1h18m"), t("1h25m"), connections(15))
                .until(t("1h25m"));

        assertThat(run.toldOf("criterion-cache")).containsExactly(firing("criterion-cache", "P1", t("1h15m10s")));
        assertThat(run.toldOf("criterion-response")).containsExactly(firing("criterion-response", "P1", t("1h15m10s")));
        // Half of the last two minutes is not more than half: the second bad probe begins it.
        assertThat(run.toldOf("criterion-health")).startsWith(firing("criterion-health", "P1", t("1h16m10s")));
        run.assertToldOnce("criterion-db-connections", "P1", t("1h15m10s"), t("1h18m10s"));
    }

    @Test
    void rowB1e_nobodyIsCalled_whenACriterionFailsForFourteenMinutes() {
        run.every("1m", T0, t("10m"), connections(15))
                .every("1m", t("10m"), t("24m"), connections(16))
                .every("1m", t("24m"), t("40m"), connections(15))
                .until(t("40m"));

        assertThat(run.toldOf("criterion-db-connections")).isEmpty();
    }

    @Test
    void rowB6a_isCriticalAtOnce_whenTheSystemIsNotHealthy() {
        run.every("1m", T0, t("10m"), HEALTHY)
                .once(t("10m"), UNHEALTHY)
                .every("1m", t("11m"), t("15m"), HEALTHY)
                .until(t("15m"));

        run.assertToldOnce("system-down", "critical", t("10m10s"), t("11m10s"));
        assertThat(run.firstEvent("system-down").labels())
                .containsEntry("notify", "sms,email,slack")
                .containsEntry("escalate_after", "5m");
    }

    @Test
    void rowB6b_isCritical_whenTheErrorRateStaysAboveFivePercentForTwoMinutes() {
        run.every("1s", T0, t("10m"), FUNCTIONS.request(200, 100))
                .every("1s", t("10m"), t("11m"), FUNCTIONS.request(500, 100))
                .every("1s", t("11m"), t("11m40s"), FUNCTIONS.request(200, 100))
                .every("1s", t("11m40s"), t("14m"), FUNCTIONS.request(500, 100))
                .every("1s", t("14m"), t("16m"), FUNCTIONS.request(200, 100))
                .until(t("16m"));

        // The lapse in the middle is shorter than a quarter of two minutes and does not begin the wait anew.
        run.assertToldOnce("high-error-rate", "critical", t("12m10s"), t("14m30s"));
        assertThat(run.firstEvent("high-error-rate").labels())
                .containsEntry("notify", "email,slack")
                .containsEntry("escalate_after", "10m");
    }

    @Test
    void rowB6b_isQuiet_whenTheErrorRateIsFivePercentOrABurstIsShort() {
        paced(19, T0, t("10m"), FUNCTIONS.request(200, 100));
        paced(1, T0, t("10m"), FUNCTIONS.request(500, 100));
        paced(20, t("10m"), t("15m"), FUNCTIONS.request(200, 100));
        paced(20, t("15m"), t("16m20s"), FUNCTIONS.request(500, 100));
        paced(20, t("16m20s"), t("20m"), FUNCTIONS.request(200, 100));
        run.until(t("20m"));

        // The burst is above 5 % from 15m10s to 16m40s.
        assertThat(run.toldOf("high-error-rate")).isEmpty();
    }

    @Test
    void rowB6c_isCriticalAtOnce_whenTheDatabaseHasNoConnection() {
        run.every("1m", T0, t("5m"), connections(5))
                .every("1m", t("5m"), t("10m"), connections(1))
                .once(t("10m"), connections(0))
                .every("1m", t("11m"), t("15m"), connections(3))
                .until(t("15m"));

        run.assertToldOnce("database-connection-failure", "critical", t("10m10s"), t("11m10s"));
        assertThat(run.firstEvent("database-connection-failure").labels()).containsEntry("escalate_after", "2m");
    }

    @Test
    void rowB7a_warns_whenTheMeanResponseStaysAboveASecondForFiveMinutes() {
        run.every("10s", T0, t("10m"), FUNCTIONS.request(200, 1000))
                .every("10s", t("10m"), t("20m"), FUNCTIONS.request(200, 1500))
                .every("10s", t("20m"), t("25m"), FUNCTIONS.request(200, 200))
                .until(t("25m"));

        // A mean of exactly 1000 is not above it. Eight requests are looked at: four of 200 ms and four of 1500 ms have
        // a mean of 850.
        run.assertToldOnce("performance-degradation", "warning", t("15m10s"), t("20m40s"));
        assertThat(run.firstEvent("performance-degradation").labels()).containsEntry("notify", "email,slack");
    }

    @Test
    void rowB7b_warns_whenTheCacheHitRateStaysBelowSeventyPercentForTenMinutes() {
        paced(7, T0, t("20m"), lookup("hit", 50));
        paced(3, T0, t("20m"), lookup("miss", 50));
        paced(6, t("20m"), t("31m"), lookup("hit", 50));
        paced(4, t("20m"), t("31m"), lookup("miss", 50));
        run.until(t("31m"));

        assertThat(run.toldOf("low-cache-hit-rate"))
                .containsExactly(firing("low-cache-hit-rate", "warning", t("30m10s")));
        assertThat(run.firstEvent("low-cache-hit-rate").labels()).containsEntry("notify", "email");
    }

    @Test
    void rowB7c_warns_whenMemoryStaysAboveEightyPercentForFiveMinutes() {
        run.every("1m", T0, t("10m"), FUNCTIONS.sample("memory", 80, 100))
                .every("1m", t("10m"), t("16m"), FUNCTIONS.sample("memory", 81, 100))
                .every("1m", t("16m"), t("20m"), FUNCTIONS.sample("memory", 80, 100))
                .until(t("20m"));

        run.assertToldOnce("high-memory-usage", "warning", t("15m10s"), t("16m10s"));
        assertThat(run.firstEvent("high-memory-usage").labels()).containsEntry("notify", "email,slack");
    }

    @Test
    void rowB14_warnsOfALeak_whenTheHeapOfAProcessHasGrownByMoreThanFiftyMegabytes() {
        double baseline = 100 * 1024 * 1024;
        double fifty = 50 * 1024 * 1024;
        run.once(T0, heap("a", baseline))
                .once(T0, heap("b", baseline))
                .once(t("1h"), heap("a", baseline + fifty))
                .once(t("1h"), heap("b", baseline - 1000))
                .once(t("2h"), heap("a", baseline + fifty + 1))
                .once(t("2h"), heap("b", baseline + fifty - 500))
                .until(t("2h10m"));

        assertThat(run.toldOf("memory-leak")).containsExactly(firing("memory-leak a", "warning", t("2h10s")));
        assertThat(run.firstEvent("memory-leak").measured().orElseThrow().value())
                .contains(fifty + 1);
    }

    private static PackRun.Shape heap(String instance, double bytes) {
        return FUNCTIONS.sample("heap", bytes, Double.NaN, Map.of("instance", instance));
    }
}
