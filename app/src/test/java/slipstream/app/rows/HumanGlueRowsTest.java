package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.app.rows.Told.firing;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The rows of the runbook humanglue.md. An observation counts from the end of its ten seconds on. */
class HumanGlueRowsTest {
    private static final Shapes HUMANGLUE = new Shapes("humanglue");

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("humanglue"));

    /** Each objective is held over four weeks and over a quarter. */
    private void assertBudgetsAreJustSpent(String slo, long total, long bad) {
        run.assertBudgetIsJustSpent(slo, "28d", total, bad);
        run.assertBudgetIsJustSpent(slo + "-quarter", "1Q", total, bad);
    }

    @Test
    void rowC1_eachTargetIsMetExactly_whenTheWorstThatIsAllowedHappens() {
        run.times(999, T0, HUMANGLUE.probe("site", SUCCESS, 100))
                .once(T0, HUMANGLUE.probe("site", FAILURE, 100))
                .times(1898, T0, HUMANGLUE.request(200, 300))
                .times(2, T0, HUMANGLUE.request(500, 300))
                .times(100, T0, HUMANGLUE.request(200, 500))
                .times(75, T0, HUMANGLUE.vital("LCP", 2499))
                .times(25, T0, HUMANGLUE.vital("LCP", 2500))
                .times(75, T0, HUMANGLUE.vital("CLS", 0.09))
                .times(25, T0, HUMANGLUE.vital("CLS", 0.1))
                .times(95, T0, HUMANGLUE.sample("db_cpu", 69, 100))
                .times(5, T0, HUMANGLUE.sample("db_cpu", 70, 100))
                .until(t("5m"));

        assertBudgetsAreJustSpent("humanglue-uptime", 1000, 1);
        assertBudgetsAreJustSpent("humanglue-errors", 2000, 2);
        assertBudgetsAreJustSpent("humanglue-latency", 2000, 100);
        assertBudgetsAreJustSpent("humanglue-lcp", 100, 25);
        assertBudgetsAreJustSpent("humanglue-cls", 100, 25);
        assertBudgetsAreJustSpent("humanglue-db-cpu", 100, 5);
        assertThat(run.window("humanglue-latency-quarter", "1Q").p95Millis().orElseThrow())
                .isCloseTo(300, within(300 * 0.016));
        // A burn rate of 1 is above the 0.933 of 28 days (10 % in 3 of them), and not above the 1 of the quarter.
        assertThat(run.burnsOf("humanglue-uptime")).containsExactly(firing("ErrorBudgetBurn", "ticket", t("10s")));
        assertThat(run.burnsOf("humanglue-uptime-quarter")).isEmpty();
    }

    @Test
    void rowC1_functionTargetIsMetExactly_whenOneExecutionInAHundredTakesTenSeconds() {
        run.times(99, T0, execution(9999)).once(T0, execution(10_000)).until(t("5m"));

        assertBudgetsAreJustSpent("humanglue-functions", 100, 1);
    }

    private static PackRun.Shape execution(double millis) {
        return HUMANGLUE.invocation("render", 200, millis);
    }

    @Test
    void rowC1a_isSev1_whenUptimeFallsBelow995() {
        run.times(199, T0, HUMANGLUE.probe("site", SUCCESS, 100))
                .once(T0, HUMANGLUE.probe("site", FAILURE, 100))
                .once(t("10m"), HUMANGLUE.probe("site", FAILURE, 100))
                .until(t("20m"));

        // 1 of 200 are the 0.5 % that are allowed, 2 of 201 are more.
        assertThat(run.toldOf("uptime-below-995")).containsExactly(firing("uptime-below-995", "SEV-1", t("10m10s")));
    }

    @Test
    void rowC1a_isSev2_whenTheErrorRateIsAboveOnePercent() {
        run.times(198, T0, HUMANGLUE.request(200, 100))
                .times(2, T0, HUMANGLUE.request(500, 100))
                .times(98, t("10m"), HUMANGLUE.request(200, 100))
                .times(2, t("10m"), HUMANGLUE.request(503, 100))
                .until(t("20m"));

        run.assertToldOnce("error-rate-above-1", "SEV-2", t("10m10s"), t("15m10s"));
    }

    @Test
    void rowC1a_isSev3_whenP95IsAboveASecond() {
        run.times(95, T0, HUMANGLUE.request(200, 1000))
                .times(5, T0, HUMANGLUE.request(200, 1001))
                .times(94, t("10m"), HUMANGLUE.request(200, 1000))
                .times(6, t("10m"), HUMANGLUE.request(200, 1001))
                .until(t("20m"));

        run.assertToldOnce("p95-above-1000", "SEV-3", t("10m10s"), t("15m10s"));
    }

    @Test
    void rowC1a_isSev3_whenWebVitalsAreBadForMoreThanAQuarterOfTheViews() {
        run.times(75, T0, HUMANGLUE.vital("LCP", 4000))
                .times(25, T0, HUMANGLUE.vital("LCP", 4001))
                .times(75, T0, HUMANGLUE.vital("CLS", 0.25))
                .times(25, T0, HUMANGLUE.vital("CLS", 0.26))
                .once(t("10m"), HUMANGLUE.vital("LCP", 4001))
                .once(t("20m"), HUMANGLUE.vital("CLS", 0.26))
                .until(t("25m"));

        assertThat(run.toldOf("lcp-above-4")).containsExactly(firing("lcp-above-4", "SEV-3", t("10m10s")));
        assertThat(run.toldOf("cls-above-025")).containsExactly(firing("cls-above-025", "SEV-3", t("20m10s")));
    }

    @Test
    void rowC1a_isSev2_whenTheDatabaseUsesMoreThan85PercentOfItsCpu() {
        run.once(t("10m"), HUMANGLUE.sample("db_cpu", 85, 100))
                .once(t("11m"), HUMANGLUE.sample("db_cpu", 86, 100))
                .once(t("12m"), HUMANGLUE.sample("db_cpu", 85, 100))
                .until(t("15m"));

        run.assertToldOnce("db-cpu-above-85", "SEV-2", t("11m10s"), t("12m10s"));
    }

    @Test
    void rowC1a_isSev2_whenAFunctionTakesMoreThan25Seconds() {
        run.once(T0, execution(25_000)).once(t("10m"), execution(25_001)).until(t("12m"));

        assertThat(run.toldOf("function-above-25"))
                .containsExactly(firing("function-above-25 render", "SEV-2", t("10m10s")));
    }

    @Test
    void rowC7_webhooksAndLoginsHaveSuccessRates_whenSomeOfThemFail() {
        run.times(99, T0, webhook(200))
                .once(T0, webhook(400))
                .times(97, T0, HUMANGLUE.line("auth_success"))
                .times(3, T0, HUMANGLUE.line("auth_failure"))
                .until(t("5m"));

        assertThat(run.window("humanglue-webhooks", "28d").errorRatio()).contains(0.01);
        assertThat(run.remaining("humanglue-webhooks")).isCloseTo(0, within(1e-9));
        assertThat(run.window("humanglue-logins", "28d").errorRatio()).contains(0.03);
        assertThat(run.remaining("humanglue-logins")).isCloseTo(-2, within(1e-9));
        assertThat(run.burnsOf("humanglue-logins")).containsExactly(firing("ErrorBudgetBurn", "ticket", t("10s")));
    }

    private static PackRun.Shape webhook(int status) {
        return HUMANGLUE.request("/webhooks/stripe", status, 100, Map.of());
    }
}
