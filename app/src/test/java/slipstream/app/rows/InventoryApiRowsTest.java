package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.app.rows.Told.firing;
import static slipstream.app.rows.Told.resolved;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.ChangeOutcome;

/** The rows of the runbook inventory-api.md. An observation counts from the end of its ten seconds on. */
class InventoryApiRowsTest {
    private static final Shapes API = new Shapes("inventory-api");
    private static final Shapes DATABASE = new Shapes("inventory-db");
    private static final Shapes FRONTEND = new Shapes("inventory-frontend");

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("inventory-api"));

    @Test
    void rowE1_eachTargetIsMetExactly_whenTheWorstThatIsAllowedHappens() {
        run.times(94, T0, API.request(200, 999))
                .once(T0, API.request(500, 999))
                .times(5, T0, API.request(200, 1000))
                .times(95, T0, API.sample("cpu", 79, 100))
                .times(5, T0, API.sample("cpu", 80, 100))
                .times(99, T0, API.sample("memory", 84, 100))
                .once(T0, API.sample("memory", 85, 100))
                .times(99, T0, API.sample("db_connections", 15, 20))
                .once(T0, API.sample("db_connections", 16, 20))
                .times(99, T0, API.sample("disk", 89, 100))
                .once(T0, API.sample("disk", 90, 100))
                .until(t("5m"));

        run.assertBudgetIsJustSpent("inventory-latency", "28d", 100, 5);
        run.assertBudgetIsJustSpent("inventory-errors", "28d", 100, 1);
        run.assertBudgetIsJustSpent("inventory-cpu", "28d", 100, 5);
        run.assertBudgetIsJustSpent("inventory-memory", "28d", 100, 1);
        run.assertBudgetIsJustSpent("inventory-db-connections", "28d", 100, 1);
        run.assertBudgetIsJustSpent("inventory-disk", "28d", 100, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "cpu-high, Medium, cpu, 80, 81, 100, scale_up",
        "memory-high, Medium, memory, 85, 86, 100, scale_up",
        "db-connections-high, High, db_connections, 16, 17, 20, investigate",
        "disk-high, Medium, disk, 90, 91, 100, clean_up",
        "memory-high, Medium, memory, 1.7, 1.71, 2, scale_up"
    })
    void rowE1_alerts_whenAGaugeIsAboveItsShareAndNotWhenItIsAtIt(
            String rule, String severity, String gauge, double at, double above, double limit, String action) {
        run.once(t("10m"), API.sample(gauge, at, limit))
                .once(t("11m"), API.sample(gauge, above, limit))
                .once(t("12m"), API.sample(gauge, at, limit))
                .until(t("15m"));

        run.assertToldOnce(rule, severity, t("11m10s"), t("12m10s"));
        assertThat(run.firstEvent(rule).labels()).containsEntry("action", action);
    }

    @Test
    void rowE1_alerts_whenP95OrTheErrorRateIsAboveItsThreshold() {
        run.times(95, T0, API.request(200, 1000))
                .times(5, T0, API.request(200, 1001))
                .times(94, t("10m"), API.request(200, 1000))
                .times(6, t("10m"), API.request(200, 1001))
                .times(99, t("20m"), API.request(200, 100))
                .once(t("20m"), API.request(500, 100))
                .times(98, t("30m"), API.request(200, 100))
                .times(2, t("30m"), API.request(500, 100))
                .until(t("40m"));

        run.assertToldOnce("api-slow", "High", t("10m10s"), t("15m10s"));
        run.assertToldOnce("api-errors", "Critical", t("30m10s"), t("35m10s"));
    }

    @Test
    void rowE5_eachComponentIsHeldToItsOwnRecoveryTime_whenIncidentsEnd() {
        outage(API, 10, 20);
        outage(DATABASE, 10, 45);
        outage(FRONTEND, 10, 16);
        outage(API, 60, 75);
        run.until(t("80m"));

        assertThat(run.toldOf("api-down"))
                .containsExactly(
                        firing("api-down", "Critical", t("10m10s")),
                        resolved("api-down", "Critical", t("20m10s")),
                        firing("api-down", "Critical", t("60m10s")),
                        resolved("api-down", "Critical", t("75m10s")));
        // 10 and exactly 15 minutes of 15; 35 of 30; 6 of 5.
        assertThat(run.window("api-recovery", "28d").total()).isEqualTo(2);
        assertThat(run.window("api-recovery", "28d").bad()).isZero();
        assertThat(run.window("api-recovery", "28d").meanMillis()).contains(12.5 * 60_000);
        assertThat(run.window("database-recovery", "28d").total()).isEqualTo(1);
        assertThat(run.window("database-recovery", "28d").bad()).isEqualTo(1);
        assertThat(run.window("frontend-recovery", "28d").total()).isEqualTo(1);
        assertThat(run.window("frontend-recovery", "28d").bad()).isEqualTo(1);
        assertThat(run.burnsOf("api-recovery")).isEmpty();
        assertThat(run.burnsOf("database-recovery")).extracting(Told::severity).containsExactly("ticket");
    }

    /** Probes each minute that fail from one minute on until another. */
    private void outage(Shapes component, int fromMinute, int toMinute) {
        run.once(t(fromMinute - 1 + "m"), component.probe("health", SUCCESS, 100))
                .every("1m", t(fromMinute + "m"), t(toMinute + "m"), component.probe("health", FAILURE, 100))
                .once(t(toMinute + "m"), component.probe("health", SUCCESS, 100));
    }

    @Test
    void rowE5_alerts_whenTheLastBackupIsOlderThanTheRecoveryPoint() {
        run.every("4m", T0, t("17m"), API.change("backup", ChangeOutcome.SUCCESS))
                .once(t("20m"), API.change("backup", ChangeOutcome.FAILURE))
                .once(t("20m"), API.change("deploy", ChangeOutcome.SUCCESS))
                .once(t("30m"), API.change("backup", ChangeOutcome.SUCCESS))
                .every("30s", T0, t("10m"), DATABASE.change("backup", ChangeOutcome.SUCCESS))
                .until(t("33m"));

        run.assertToldOnce("api-backup-too-old", "High", t("21m10s"), t("30m10s"));
        assertThat(run.toldOf("database-backup-too-old"))
                .containsExactly(firing("database-backup-too-old", "High", t("10m40s")));
    }

    @Test
    void rowE7_opensATicket_whenACertificateExpiresWithinThirtyDays() {
        run.once(t("10m"), API.certificate("health", "https://a.example/", 30))
                .once(t("10m"), API.certificate("health", "https://b.example/", 60))
                .once(t("20m"), API.certificate("health", "https://a.example/", 29.99))
                .until(t("25m"));

        assertThat(run.toldOf("certificate-expires"))
                .containsExactly(firing("certificate-expires https://a.example/", "ticket", t("20m10s")));
    }
}
