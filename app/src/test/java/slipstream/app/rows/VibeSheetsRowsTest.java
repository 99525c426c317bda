package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.app.rows.Told.firing;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.BudgetStatus;

/** The rows of the runbook vibesheets.md. An observation counts from the end of its ten seconds on. */
class VibeSheetsRowsTest {
    private static final Shapes SITE = new Shapes("vibesheets");
    private static final PackRun.Shape GOOD = SITE.probe("health", SUCCESS, 100);
    private static final PackRun.Shape BAD = SITE.probe("health", FAILURE, 100);

    /** Maintenance is from two to four o'clock on the first Sunday of the month. */
    private static final Instant FIRST_SUNDAY = Instant.parse("2026-03-01T00:00:00Z");

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("vibesheets"));

    @Test
    void rowD2_eachTargetIsMetExactly_whenTheWorstThatIsAllowedHappens() {
        run.times(93, T0, SITE.request(200, 2999))
                .times(2, T0, SITE.request(500, 2999))
                .times(5, T0, SITE.request(200, 3000))
                .times(99, T0, SITE.sample("memory", 79, 100))
                .once(T0, SITE.sample("memory", 80, 100))
                .times(95, T0, SITE.sample("cpu", 69, 100))
                .times(5, T0, SITE.sample("cpu", 70, 100))
                .times(99, T0, SITE.sample("disk", 84, 100))
                .once(T0, SITE.sample("disk", 85, 100))
                .until(t("5m"));

        run.assertBudgetIsJustSpent("vibesheets-response", "28d", 100, 5);
        run.assertBudgetIsJustSpent("vibesheets-errors", "28d", 100, 2);
        run.assertBudgetIsJustSpent("vibesheets-memory", "28d", 100, 1);
        run.assertBudgetIsJustSpent("vibesheets-cpu", "28d", 100, 5);
        run.assertBudgetIsJustSpent("vibesheets-disk", "28d", 100, 1);
    }

    @Test
    void rowD3_asksForARollbackOnce_whenHealthChecksFailForFiveMinutes() {
        run.every("1m", T0, t("10m"), GOOD)
                .every("1m", t("10m"), t("17m"), BAD)
                .every("1m", t("17m"), t("30m"), GOOD)
                .every("1m", t("30m"), t("35m"), BAD)
                .every("1m", t("35m"), t("40m"), GOOD)
                .until(t("40m"));

        // Those of the second time are over ten seconds before it has been five minutes.
        run.assertToldOnce("health-checks-failing", "P0", t("15m10s"), t("17m10s"));
        assertThat(run.firstEvent("health-checks-failing").labels()).containsEntry("action", "rollback");
    }

    @Test
    void rowD3_asksForARollback_whenTheErrorRateIsAboveTenPercent() {
        run.times(18, t("10m"), SITE.request(200, 100))
                .times(2, t("10m"), SITE.request(500, 100))
                .times(10, t("20m"), SITE.request(500, 100))
                .times(17, t("30m"), SITE.request(200, 100))
                .times(3, t("30m"), SITE.request(500, 100))
                .until(t("40m"));

        // Ten requests alone are too few to throw a deploy away.
        run.assertToldOnce("error-rate-above-10", "P0", t("30m10s"), t("32m10s"));
        assertThat(run.firstEvent("error-rate-above-10").labels()).containsEntry("action", "rollback");
    }

    @Test
    void rowD5_maintenanceIsRecordedAndNeitherCountedNorTold_whenEverythingFailsDuringIt() {
        Instant one = FIRST_SUNDAY.plus(Duration.ofHours(1));
        Instant two = FIRST_SUNDAY.plus(Duration.ofHours(2));
        Instant four = FIRST_SUNDAY.plus(Duration.ofHours(4));
        Instant five = FIRST_SUNDAY.plus(Duration.ofHours(5));
        run.every("1m", one, two, GOOD)
                .every("1m", two, four, BAD)
                .every("1m", four, five, GOOD)
                .until(five);

        BudgetStatus.Window period = run.window("vibesheets-health", "28d");
        assertThat(period.total()).isEqualTo(120);
        assertThat(period.bad()).isZero();
        assertThat(period.excluded()).isEqualTo(120);
        assertThat(period.excludedBad()).isEqualTo(120);
        assertThat(run.remaining("vibesheets-health")).isEqualTo(1);
        assertThat(run.toldOf("vibesheets-health")).isEmpty();
        assertThat(run.toldOf("health-checks-failing")).isEmpty();
    }

    @Test
    void rowD5_failuresCount_whenTheyAreOutsideOfTheMaintenance() {
        Instant two = FIRST_SUNDAY.plus(Duration.ofDays(7)).plus(Duration.ofHours(2));
        run.every("1m", two.minus(Duration.ofMinutes(10)), two, GOOD)
                .every("1m", two, two.plus(Duration.ofMinutes(10)), BAD)
                .until(two.plus(Duration.ofMinutes(10)));

        assertThat(run.window("vibesheets-health", "28d").bad()).isEqualTo(10);
        assertThat(run.burnsOf("vibesheets-health"))
                .contains(firing("ErrorBudgetBurn", "page", two.plus(Duration.ofSeconds(10))));
        assertThat(run.toldOf("health-checks-failing"))
                .containsExactly(firing("health-checks-failing", "P0", two.plus(Duration.ofSeconds(310))));
    }

    @Test
    void rowD9_warns_whenMoreThanTenRequestsAreThrottledIn300Seconds() {
        run.once(t("10m"), SITE.sample("throttled_requests", 4, Double.NaN))
                .once(t("12m"), SITE.sample("throttled_requests", 6, Double.NaN))
                .once(t("14m"), SITE.sample("throttled_requests", 1, Double.NaN))
                .until(t("20m"));

        run.assertToldOnce("database-throttled", "warning", t("14m10s"), t("15m10s"));
    }
}
