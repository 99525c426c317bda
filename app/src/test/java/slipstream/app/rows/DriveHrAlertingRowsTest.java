package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.AlertEvent;

/** Whom the alerts of drivehr reach, and when. T0 is a Monday at midnight: bo is on call until 09:00, then ana. */
class DriveHrAlertingRowsTest {
    private static final Shapes DRIVEHR = new Shapes("drivehr");
    private static final String MONITORING = "monitoring/webhook[0]";

    private final PackAlerting alerting = PackAlerting.of("drivehr");

    private static List<AlertEvent> eventsOf(String rule, Consumer<PackRun> observed) {
        return PackRun.eventsOf("drivehr", rule, observed);
    }

    @Test
    void rowA5_tellsAtOnce_whenAHealthCheckFails() {
        List<AlertEvent> events = eventsOf(
                "health-check-failed",
                run -> run.every("1m", T0, t("10m"), DRIVEHR.probe("health-check", SUCCESS, 100))
                        .once(t("10m"), DRIVEHR.probe("health-check", FAILURE, 100))
                        .every("1m", t("11m"), t("15m"), DRIVEHR.probe("health-check", SUCCESS, 100))
                        .until(t("15m")));

        alerting.play(events).until("1h");

        assertThat(events)
                .extracting(event -> event.status() + " " + event.evaluatedAt())
                .hasSize(2);
        assertThat(alerting.toldOfFiring()).containsExactlyInAnyOrder("10m10s " + MONITORING, "10m10s bo/sms[0]");
        assertThat(alerting.incident().severity()).contains("P1");
    }

    @Test
    void rowA6_warnsThePlatformTeam_whenAHealthCheckTakesMoreThanFiveSeconds() {
        List<AlertEvent> events = eventsOf(
                "health-check-slow",
                run -> run.once(t("10m"), DRIVEHR.probe("health-check", SUCCESS, 5001))
                        .until(t("10m30s")));

        alerting.play(events).until("3h");

        assertThat(alerting.told())
                .containsExactlyInAnyOrder(
                        "10m10s " + MONITORING, "10m10s platform-team/email[0]", "2h10m10s devops-lead/email[0]");
        assertThat(alerting.incident().severity()).contains("P2");
    }

    @Test
    void rowA7_isCritical_whenThreeHealthChecksFailInARow() {
        List<AlertEvent> events = eventsOf(
                "health-check-down",
                run -> run.every("1m", t("10m"), t("13m"), DRIVEHR.probe("health-check", FAILURE, 100))
                        .until(t("13m")));

        alerting.play(events).until("3h");

        assertThat(alerting.told())
                .containsExactlyInAnyOrder(
                        "12m10s " + MONITORING, "12m10s bo/sms[0]", "17m10s engineering-lead/email[0]");
        assertThat(alerting.incident().severity()).contains("P0");
    }

    @ParameterizedTest
    @CsvSource({"P0, 0s", "P1, 30m", "P2, 2h", "P3, 24h"})
    void rowA11_eachSeverityHasItsResponseTime(String severity, String within) {
        alerting.posted(Map.of("alertname", "some-alert", "severity", severity));

        assertThat(alerting.settings().oncall().respondBy(alerting.incident())).contains(t(within));
    }

    /** What an alert says, who is told at once, and who once the 30 minutes of a P1 are over. */
    @ParameterizedTest
    @CsvSource({
        "alertname=health-check-failed, bo/sms[0], engineering-lead/email[0]",
        "alertname=mean-response, platform-team/email[0], devops-lead/email[0]",
        "issue=security, security-team/email[0], engineering-manager/email[0]",
        "issue=wordpress, wordpress-team/email[0], integration-lead/email[0]",
    })
    void rowA15_tellsTheContacts_forTheSortOfIssue(String label, String primary, String secondary) {
        Map<String, String> labels = new TreeMap<>(Map.of("alertname", "some-alert", "severity", "P1"));
        labels.put(label.split("=")[0], label.split("=")[1]);
        alerting.posted(labels).until("3h");

        assertThat(alerting.told()).containsExactlyInAnyOrder("0s " + MONITORING, "0s " + primary, "30m " + secondary);
        assertThat(alerting.incident().openedAt()).isEqualTo(T0);
    }
}
