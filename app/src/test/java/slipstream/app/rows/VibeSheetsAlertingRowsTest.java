package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.ChangeOutcome;

/** Whom the alerts of vibesheets reach, and when. T0 is a Monday at midnight: bo is on call until 09:00, then ana. */
class VibeSheetsAlertingRowsTest {
    private static final Shapes VIBESHEETS = new Shapes("vibesheets");
    private static final String SLACK = "vibesheets-alerts/slack[0]";
    private static final String ROLLBACK = "rollback/webhook[0]";

    private final PackAlerting alerting = PackAlerting.of("vibesheets");

    @Test
    void rowD3_rollsBackOnce_whenHealthChecksFailForFiveMinutes() {
        List<AlertEvent> events = PackRun.eventsOf(
                "vibesheets",
                "health-checks-failing",
                run -> run.every("30s", T0, t("10m"), VIBESHEETS.probe("health", SUCCESS, 100))
                        .every("30s", t("10m"), t("20m"), VIBESHEETS.probe("health", FAILURE, 100))
                        .until(t("20m")));

        alerting.play(events).until("9h");

        // The last minute has held nothing but failures since 10m40s.
        assertThat(events.get(0).evaluatedAt()).isEqualTo(t("15m40s"));
        assertThat(alerting.told())
                .containsOnlyOnce("15m40s " + ROLLBACK)
                .contains("15m40s bo/sms[0]", "15m40s " + SLACK);
        assertThat(alerting.got())
                .filteredOn(got -> got.receiver().equals(ROLLBACK))
                .hasSize(1);
    }

    @Test
    void rowD3_andD6_rollsBackAndNamesTheDeploy_whenErrorsAreAboveTenPercentSoonAfterOne() {
        List<AlertEvent> events = PackRun.eventsOf(
                "vibesheets",
                "error-rate-above-10",
                run -> run.once(t("5m"), VIBESHEETS.change("deploy", ChangeOutcome.SUCCESS))
                        .times(89, t("10m"), VIBESHEETS.request(200, 100))
                        .times(11, t("10m"), VIBESHEETS.request(500, 100))
                        .until(t("20m")));

        alerting.play(events).until("9h");

        assertThat(alerting.got())
                .filteredOn(got -> got.receiver().equals(ROLLBACK))
                .hasSize(1);
        assertThat(alerting.toldOfFiring()).contains("10m10s " + ROLLBACK, "10m10s " + SLACK, "10m10s bo/sms[0]");
        assertThat(alerting.got()
                        .get(0)
                        .message()
                        .group()
                        .events()
                        .get(0)
                        .annotations()
                        .get("summary"))
                .contains("after the deploy at Mon 00:05 UTC");
    }

    /** What the alert says, and who is told at once, after the 15 minutes of a P0, and after as long again. */
    @ParameterizedTest
    @CsvSource({
        "outage, bo/sms[0], devops-lead/email[0], cto/email[0]",
        "security, security-team/email[0], ciso/email[0], ceo/email[0]",
        "data-loss, database-admin/email[0], devops-lead/email[0], cto/email[0]",
        "legal, legal-team/email[0], product-owner/email[0], ceo/email[0]",
    })
    void rowD7_tellsTheContactsOfTheMatrix(String issue, String primary, String secondary, String executive) {
        alerting.posted(Map.of("alertname", "some-alert", "severity", "P0", "issue", issue))
                .until("3h");

        assertThat(alerting.told())
                .containsExactlyInAnyOrder("0s " + SLACK, "0s " + primary, "15m " + secondary, "30m " + executive);
    }

    @Test
    void rowD7_anAckInTheChatEndsTheEscalation_andItsTimeIsRecorded() {
        alerting.posted(Map.of("alertname", "site-down", "severity", "P0"))
                .until("14m59s")
                .acknowledged("bo")
                .until("3h");

        assertThat(alerting.told()).containsExactlyInAnyOrder("0s " + SLACK, "0s bo/sms[0]");
        assertThat(alerting.incident().timeToAcknowledge()).contains(Duration.ofSeconds(899));
    }

    @ParameterizedTest
    @CsvSource({"S1, 0s", "S2, 4h", "P0, 15m", "P1, 30m", "P2, 2h"})
    void rowD6_andA11_eachClassHasItsResponseTime(String severity, String within) {
        alerting.posted(Map.of("alertname", "some-alert", "severity", severity));

        assertThat(alerting.incident().severity()).contains(severity);
        assertThat(alerting.settings().oncall().respondBy(alerting.incident())).contains(t(within));
    }

    @ParameterizedTest
    @CsvSource({"S3", "P3"})
    void rowD6_andA11_thereIsNoTime_whereTheRunbookGivesNone(String severity) {
        alerting.posted(Map.of("alertname", "some-alert", "severity", severity));

        assertThat(alerting.incident().severity()).contains(severity);
        assertThat(alerting.settings().oncall().respondBy(alerting.incident())).isEmpty();
    }
}
