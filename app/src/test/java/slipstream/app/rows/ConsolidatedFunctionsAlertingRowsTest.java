package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.alerting.channel.sms.SmsSettings;
import slipstream.contract.event.AlertEvent;

/** Whom the alerts of consolidated-functions reach, and when. T0 is a Monday at midnight: bo is on call until 09:00, then ana. */
class ConsolidatedFunctionsAlertingRowsTest {
    private static final Shapes FUNCTIONS = new Shapes("consolidated-functions");
    private static final String BO = "bo/sms[0]";
    private static final String SMS = "sms-email-slack/sms[0]";
    private static final String EMAIL = "sms-email-slack/email[0]";
    private static final String SLACK = "sms-email-slack/slack[0]";

    private final PackAlerting alerting = PackAlerting.of("consolidated-functions");

    private static List<AlertEvent> eventsOf(String rule, Consumer<PackRun> observed) {
        return PackRun.eventsOf("consolidated-functions", rule, observed);
    }

    private static PackRun.Shape connections(double used) {
        return FUNCTIONS.sample("db_connections", used, 20);
    }

    @Test
    void rowB6a_tellsBySmsEmailAndSlack_andEscalatesAfterFiveMinutes_whenTheSystemIsNotHealthy() {
        List<AlertEvent> events = eventsOf(
                "system-down",
                run -> run.every("1m", T0, t("10m"), FUNCTIONS.probe("admin-health", SUCCESS, 100))
                        .every("1m", t("10m"), t("20m"), FUNCTIONS.probe("admin-health", FAILURE, 100))
                        .every("1m", t("20m"), t("22m"), FUNCTIONS.probe("admin-health", SUCCESS, 100))
                        .until(t("22m")));

        alerting.play(events).until("1h");

        // The end is told a group_interval later.
        assertThat(alerting.told())
                .containsExactlyInAnyOrder(
                        "10m10s " + SMS,
                        "10m10s " + EMAIL,
                        "10m10s " + SLACK,
                        "15m10s " + BO,
                        "21m10s " + SMS,
                        "21m10s " + EMAIL,
                        "21m10s " + SLACK,
                        "21m10s " + BO);
        assertThat(alerting.toldOfFiring()).endsWith("15m10s " + BO).hasSize(4);
    }

    @Test
    void rowB6b_tellsByEmailAndSlack_andEscalatesAfterTenMinutes_whenErrorsStayAboveFivePercent() {
        List<AlertEvent> events = eventsOf(
                "high-error-rate",
                run -> run.every("1s", T0, t("10m"), FUNCTIONS.request(200, 100))
                        .every("1s", t("10m"), t("15m"), FUNCTIONS.request(500, 100))
                        .until(t("15m")));

        alerting.play(events).until("1h");

        assertThat(alerting.told())
                .containsExactly("12m10s email-slack/email[0]", "12m10s email-slack/slack[0]", "22m10s " + BO);
    }

    @Test
    void rowB6c_escalatesAfterTwoMinutes_whenTheDatabaseHasNoConnection() {
        List<AlertEvent> events = eventsOf(
                "database-connection-failure",
                run -> run.every("1m", T0, t("10m"), connections(5))
                        .every("1m", t("10m"), t("11m"), connections(0))
                        .until(t("11m")));

        alerting.play(events).until("1h");

        assertThat(alerting.told())
                .containsExactlyInAnyOrder("10m10s " + SMS, "10m10s " + EMAIL, "10m10s " + SLACK, "12m10s " + BO);
    }

    @Test
    void rowB6_nobodyIsCalled_whenSomebodyAcknowledgesInTime() {
        alerting.posted(Map.of("alertname", "system-down", "severity", "critical", "notify", "sms,email,slack"))
                .until("4m59s")
                .acknowledged("bo")
                .until("3h");

        assertThat(alerting.told()).containsExactlyInAnyOrder("0s " + SMS, "0s " + EMAIL, "0s " + SLACK);
        assertThat(alerting.incident().timeToAcknowledge()).contains(Duration.ofSeconds(299));
    }

    /** What an alert says about whom to tell, as the rules of B7 do, and through what that is. */
    @ParameterizedTest
    @CsvSource({
        "B7a, performance-degradation, email-slack/email[0] email-slack/slack[0]",
        "B7b, low-cache-hit-rate, email/email[0]",
        "B7c, high-memory-usage, email-slack/email[0] email-slack/slack[0]",
    })
    void rowB7_warningsAreTold_asTheRunbookSays(String row, String rule, String told) {
        List<AlertEvent> events = eventsOf(
                rule,
                run -> run.every("10s", T0, t("11m"), FUNCTIONS.request("/exam", 200, 1500, Map.of("cache", "miss")))
                        .every("1m", T0, t("11m"), FUNCTIONS.sample("memory", 81, 100))
                        .until(t("11m")));

        alerting.play(events).until("2h");

        assertThat(alerting.got())
                .extracting(PackAlerting.Got::receiver)
                .as(row)
                .containsExactly(told.split(" "));
        assertThat(alerting.incident().severity()).contains("P2");
    }

    @Test
    void rowB1e_callsWhoeverIsOnCall_whenACriterionFailsForFifteenMinutes() {
        List<AlertEvent> events = eventsOf(
                "criterion-db-connections",
                run -> run.every("1m", T0, t("10m"), connections(15))
                        .every("1m", t("10m"), t("26m"), connections(16))
                        .until(t("26m")));

        alerting.play(events).until("1h");

        assertThat(alerting.told())
                .containsExactlyInAnyOrder(
                        "25m10s email-slack/email[0]", "25m10s email-slack/slack[0]", "25m10s " + BO);
    }

    @Test
    void rowB6a_callsTheOneWhoseShiftItIs_atHerOwnNumber() {
        alerting.until("9h")
                .posted(Map.of("alertname", "system-down", "severity", "critical", "notify", "sms,email,slack"))
                .until("9h5m");

        assertThat(alerting.told()).hasSize(4).endsWith("9h5m ana/sms[0]");
        assertThat(((SmsSettings) alerting.channel("ana/sms[0]")).to()).containsExactly("+4930901820");
        assertThat(((SmsSettings) alerting.channel(BO)).to()).containsExactly("+4930901821");
    }

    /** The runbook's severities; T0 is a Monday at midnight, and the next business day ends on Tuesday at 17:00. */
    @ParameterizedTest
    @CsvSource({"critical, 0m", "P1, 15m", "warning, 1h", "P3, 41h"})
    void rowA11_eachSeverityHasItsResponseTime(String severity, String within) {
        alerting.posted(Map.of("alertname", "some-alert", "severity", severity));

        assertThat(alerting.settings().oncall().respondBy(alerting.incident()))
                .contains(within.equals("0m") ? T0 : t(within));
    }
}
