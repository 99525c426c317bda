package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.app.rows.Told.firing;
import static slipstream.app.rows.Told.resolved;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.MISSED;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;
import static slipstream.contract.event.ProbeOutcome.UNKNOWN;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.BudgetStatus;

/** The rows of the runbook drivehr.md. An observation counts from the end of its ten seconds on: that is "at once". */
class DriveHrRowsTest {
    private static final Shapes DRIVEHR = new Shapes("drivehr");
    private static final PackRun.Shape GOOD = DRIVEHR.probe("health-check", SUCCESS, 300);
    private static final PackRun.Shape BAD = DRIVEHR.probe("health-check", FAILURE, 300);

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("drivehr"));

    @Test
    void rowA1_availabilityBudgetIsSpent_whenProbesFail() {
        run.every("10s", T0, t("2h"), GOOD)
                .every("10s", t("2h"), t("2h5m"), BAD)
                .every("10s", t("2h5m"), t("2h40m"), GOOD)
                .until(t("2h40m"));

        // 960 probes, 30 of them bad, of 0.1 % that may be.
        BudgetStatus.Window month = run.window("drivehr-availability", "1M");
        assertThat(month.total()).isEqualTo(960);
        assertThat(month.bad()).isEqualTo(30);
        assertThat(run.remaining("drivehr-availability")).isCloseTo(1 - 30 / 960d / 0.001, within(1e-9));
        // Ticket: the first bad probe of 721 in 3 d is 1.4 times the budget. Page: the fifth of 725 in 6 h is 6.9
        // times, above 6; it ends
        // when the last half hour holds one bad probe of 180, 5.6 times.
        assertThat(run.burnsOf("drivehr-availability"))
                .containsExactly(
                        firing("ErrorBudgetBurn", "ticket", t("2h10s")),
                        firing("ErrorBudgetBurn", "page", t("2h50s")),
                        resolved("ErrorBudgetBurn", "page", t("2h34m50s")));
    }

    @Test
    void rowA1_nobodyIsTold_whenOneProbeInAThousandFails() {
        run.times(999, T0, GOOD).once(T0, BAD).until(t("10m"));

        assertThat(run.remaining("drivehr-availability")).isCloseTo(0, within(1e-9));
        assertThat(run.toldOf("drivehr-availability")).isEmpty();
    }

    @Test
    void rowA2_latencyBudgetIsLeftAndP95IsShown_whenFourInAHundredAreSlow() {
        run.every("10s", T0, t("41m40s"), DRIVEHR.probe("health-check", SUCCESS, 800))
                .every("250s", t("245s"), t("41m40s"), DRIVEHR.probe("health-check", SUCCESS, 2000))
                .until(t("41m40s"));

        // 250 took 800 ms and 10 took 2000 ms, which is not below 2000.
        BudgetStatus.Window month = run.window("drivehr-latency", "1M");
        assertThat(month.total()).isEqualTo(260);
        assertThat(month.bad()).isEqualTo(10);
        assertThat(month.p95Millis().orElseThrow()).isCloseTo(800, within(800 * 0.016));
        assertThat(run.remaining("drivehr-latency")).isCloseTo(1 - 10 / 260d / 0.05, within(1e-9));
        assertThat(run.burnsOf("drivehr-latency")).isEmpty();
    }

    @Test
    void rowA3_eachFunctionHasItsOwnFigureAndAlert_whenOneOfThemFails() {
        run.times(100, T0, DRIVEHR.invocation("health-check", 200, 100))
                .times(99, T0, DRIVEHR.invocation("manual-trigger", 200, 100))
                .once(T0, DRIVEHR.invocation("manual-trigger", 500, 100))
                .times(100, T0, DRIVEHR.invocation("sync-jobs", 200, 100))
                .times(95, t("10m"), DRIVEHR.invocation("sync-jobs", 200, 100))
                .times(5, t("10m"), DRIVEHR.invocation("sync-jobs", 502, 100))
                .until(t("20m"));

        assertThat(run.remaining("drivehr-function-errors", Map.of("function", "health-check")))
                .isEqualTo(1);
        assertThat(run.remaining("drivehr-function-errors", Map.of("function", "manual-trigger")))
                .isCloseTo(0, within(1e-9));
        BudgetStatus.Window sync = run.window("drivehr-function-errors", Map.of("function", "sync-jobs"), "1M");
        assertThat(sync.total()).isEqualTo(200);
        assertThat(sync.bad()).isEqualTo(5);
        assertThat(run.burnsOf("drivehr-function-errors"))
                .containsExactly(firing("ErrorBudgetBurn sync-jobs", "ticket", t("10m10s")));
    }

    @Test
    void rowA4_recoveryIsJudgedFromDetectionToEnd_whenIncidentsEnd() {
        run.every("1m", T0, t("1h"), GOOD)
                .every("1m", t("1h"), t("1h10m"), BAD)
                .every("1m", t("1h10m"), t("2h"), GOOD)
                .every("1m", t("2h"), t("2h22m"), BAD)
                .every("1m", t("2h22m"), t("2h30m"), GOOD)
                .until(t("2h30m"));

        assertThat(run.toldOf("health-check-down"))
                .containsExactly(
                        firing("health-check-down", "critical", t("1h2m10s")),
                        resolved("health-check-down", "critical", t("1h10m10s")),
                        firing("health-check-down", "critical", t("2h2m10s")),
                        resolved("health-check-down", "critical", t("2h22m10s")));
        // 8 minutes are within 15 and 20 are not: half of the incidents, where one in twenty may be late.
        BudgetStatus.Window month = run.window("drivehr-recovery", "1M");
        assertThat(month.total()).isEqualTo(2);
        assertThat(month.bad()).isEqualTo(1);
        assertThat(run.remaining("drivehr-recovery")).isCloseTo(1 - 0.5 / 0.05, within(1e-9));
        assertThat(run.burnsOf("drivehr-recovery")).extracting(Told::severity).containsExactly("ticket");
    }

    @Test
    void rowA4_meanTimeToRecoveryIsShown_whenIncidentsEnd() {
        run.once(T0, DRIVEHR.incident("critical", 8))
                .once(t("1h"), DRIVEHR.incident("critical", 20))
                .once(t("1h"), DRIVEHR.incident("high", 100))
                .until(t("2h"));

        assertThat(run.window("drivehr-recovery", "1M").meanMillis()).contains(14 * 60_000d);
    }

    @Test
    void rowA5_isToldAtOnce_whenAnyHealthCheckFails() {
        run.every("1m", T0, t("30m"), GOOD)
                .once(t("10m30s"), DRIVEHR.probe("health-check", UNKNOWN, 0))
                .once(t("11m30s"), DRIVEHR.probe("health-check", MISSED, 0))
                .once(t("30m"), BAD)
                .every("1m", t("31m"), t("40m"), GOOD)
                .until(t("40m"));

        run.assertToldOnce("health-check-failed", "high", t("30m10s"), t("31m10s"));
        assertThat(run.toldOf("health-check-down")).isEmpty();
        assertThat(run.firstEvent("health-check-failed").labels()).containsEntry("service", "drivehr");
    }

    @Test
    void rowA6_warns_whenAProbeTakesMoreThanFiveSeconds() {
        run.every("1m", T0, t("10m"), GOOD)
                .once(t("10m"), DRIVEHR.probe("health-check", SUCCESS, 5000))
                .every("1m", t("11m"), t("20m"), GOOD)
                .once(t("20m"), DRIVEHR.probe("health-check", SUCCESS, 5001))
                .every("1m", t("21m"), t("25m"), GOOD)
                .until(t("25m"));

        run.assertToldOnce("health-check-slow", "warning", t("20m10s"), t("21m10s"));
    }

    @Test
    void rowA7_isCritical_whenThreeProbesInARowFail() {
        run.once(t("10m"), BAD)
                .once(t("11m"), BAD)
                .once(t("12m"), GOOD)
                .once(t("20m"), BAD)
                .once(t("21m"), DRIVEHR.probe("health-check", UNKNOWN, 0))
                .once(t("22m"), BAD)
                .once(t("23m"), BAD)
                .once(t("24m"), GOOD)
                .until(t("30m"));

        run.assertToldOnce("health-check-down", "critical", t("23m10s"), t("24m10s"));
    }

    @Test
    void rowA7_isNotCritical_whenTheFailuresAreOfDifferentLocations() {
        run.once(t("10m"), DRIVEHR.probeFrom("fra1", "health-check", FAILURE))
                .once(t("11m"), DRIVEHR.probeFrom("iad1", "health-check", FAILURE))
                .once(t("12m"), DRIVEHR.probeFrom("fra1", "health-check", FAILURE))
                .once(t("13m"), DRIVEHR.probeFrom("iad1", "health-check", FAILURE))
                .until(t("20m"));

        assertThat(run.toldOf("health-check-down")).isEmpty();
    }

    @Test
    void rowA9_healthChecksHaveAFigureAndNoBudget_whenTheTargetIsAHundredPercent() {
        run.times(59, T0, GOOD).once(T0, BAD).until(t("5m"));

        assertThat(run.window("drivehr-health-checks", "1M").total()).isEqualTo(60);
        assertThat(run.window("drivehr-health-checks", "1M").bad()).isEqualTo(1);
        assertThat(run.budget("drivehr-health-checks").objectives().get(0).budgetRemaining())
                .isEmpty();
        assertThat(run.toldOf("drivehr-health-checks")).isEmpty();
    }

    @Test
    void rowA9_warns_whenTheMeanResponseReachesTwoSeconds() {
        run.times(9, t("10m"), DRIVEHR.invocation("sync-jobs", 200, 3000))
                .times(9, t("20m"), DRIVEHR.invocation("sync-jobs", 200, 998))
                .once(t("30m"), DRIVEHR.invocation("sync-jobs", 200, 2018))
                .until(t("80m"));

        // 9 say nothing yet; the mean of 18 is 1999, that of 19 is 2000; the first nine leave the hour behind 70m.
        run.assertToldOnce("mean-response", "warning", t("30m10s"), t("70m10s"));
        assertThat(run.firstEvent("mean-response").measured().orElseThrow().value())
                .contains(2000d);
        assertThat(run.window("drivehr-invocations", "1M").meanMillis()).contains(2000d);
    }

    @Test
    void rowA9_invocationBudgetIsSpentExactly_whenOneInAHundredFails() {
        run.times(99, T0, DRIVEHR.invocation("sync-jobs", 200, 100))
                .once(T0, DRIVEHR.invocation("health-check", 500, 100))
                .until(t("5m"));

        assertThat(run.remaining("drivehr-invocations")).isCloseTo(0, within(1e-9));
        assertThat(run.burnsOf("drivehr-invocations")).isEmpty();
    }

    @Test
    void rowA9_wordPressSyncIsCountedFromLogLines_whenItFails() {
        run.times(99, T0, DRIVEHR.line("wordpress_sync_succeeded"))
                .once(T0, DRIVEHR.line("wordpress_sync_failed"))
                .times(50, t("1m"), DRIVEHR.line("something_else"))
                .once(t("5m"), DRIVEHR.line("wordpress_sync_failed"))
                .until(t("10m"));

        assertThat(run.window("drivehr-wordpress-sync", "1M").total()).isEqualTo(101);
        assertThat(run.window("drivehr-wordpress-sync", "1M").bad()).isEqualTo(2);
        assertThat(run.burnsOf("drivehr-wordpress-sync"))
                .containsExactly(firing("ErrorBudgetBurn", "ticket", t("5m10s")));
    }

    @Test
    void rowX2_noEvidenceIsNeitherHealthyNorDown_whenProbesCannotRun() {
        run.times(10, T0, GOOD)
                .every("1m", t("1m"), t("20m"), DRIVEHR.probe("health-check", UNKNOWN, 0))
                .until(t("20m"));

        assertThat(run.toldOf("drivehr-availability")).containsExactly(firing("NoData", "ticket", t("10m10s")));
        assertThat(run.window("drivehr-availability", "1M").total()).isEqualTo(10);
        assertThat(run.window("drivehr-availability", "1M").unjudged()).isEqualTo(19);
        assertThat(run.toldOf("health-check-failed")).isEmpty();
    }
}
