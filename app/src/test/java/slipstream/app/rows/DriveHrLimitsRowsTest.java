package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.t;
import static slipstream.app.rows.Told.firing;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Row A12 of the runbook drivehr.md: the limits of the plan, and warnings before they are reached. */
class DriveHrLimitsRowsTest {
    private static final Shapes DRIVEHR = new Shapes("drivehr");

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("drivehr"));

    @Test
    void rowA12_warnsWithTheDate_whenTheInvocationsReachEightyPercentOfTheFreePlan() {
        run.times(99_999, t("6h"), DRIVEHR.invocation("sync-jobs", 200, 100)).until(t("6h10s"));

        assertThat(run.toldOf("invocations-of-the-free-plan")).isEmpty();

        run.once(t("6h10s"), DRIVEHR.invocation("sync-jobs", 200, 100)).until(t("6h20s"));

        assertThat(run.toldOf("invocations-of-the-free-plan"))
                .containsExactly(firing("invocations-of-the-free-plan", "warning", t("6h20s")));
        // 80 % in the 30 h and 20 s since the month began: all of it in 37 h 30 min and 25 s.
        assertThat(run.firstEvent("invocations-of-the-free-plan").annotations().get("summary"))
                .contains("100000 of 125000 used (80 %)")
                .contains("2026-03-02T13:30:00Z");
        assertThat(run.toldOf("invocations-of-the-pro-plan")).isEmpty();
    }

    @Test
    void rowA12_warns_whenAFunctionComesNearItsTimeoutOrItsMemory() {
        run.once(t("10m"), invocationWithMemory(7999, "819.1"))
                .once(t("30m"), invocationWithMemory(8000, "819.2"))
                .until(t("31m"));

        assertThat(run.toldOf("function-near-its-timeout"))
                .containsExactly(firing("function-near-its-timeout sync-jobs", "warning", t("30m10s")));
        assertThat(run.toldOf("function-near-its-memory"))
                .containsExactly(firing("function-near-its-memory sync-jobs", "warning", t("30m10s")));
    }

    private static PackRun.Shape invocationWithMemory(double millis, String megabytes) {
        return DRIVEHR.request(
                "/sync-jobs", 200, millis, Map.of("function", "sync-jobs", "memoryMegabytes", megabytes));
    }

    @Test
    void rowA12_warns_whenEightHundredOfAThousandRunAtOnce() {
        run.once(t("10m"), DRIVEHR.sample("concurrent_executions", 799, 1000))
                .once(t("11m"), DRIVEHR.sample("concurrent_executions", 800, 1000))
                .once(t("12m"), DRIVEHR.sample("concurrent_executions", 700, 1000))
                .until(t("15m"));

        run.assertToldOnce("concurrent-executions", "warning", t("11m10s"), t("12m10s"));
    }
}
