package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.alerting.AlertingSettings;
import slipstream.contract.event.AlertEvent;

/** Whom the alerts of inventory-api reach, and when. */
class InventoryApiAlertingRowsTest {
    private static final Shapes API = new Shapes("inventory-api");
    private static final String SLACK = "slack-email-pagerduty/slack[0]";
    private static final String EMAIL = "slack-email-pagerduty/email[0]";
    private static final String PAGERDUTY = "slack-email-pagerduty/pagerduty[0]";

    private final PackAlerting alerting = PackAlerting.of("inventory-api");

    @Test
    void rowE2_tellsSlackEmailAndPagerDuty_andRowE3TheVpAndTheCtoAfterFifteenMinutes_whenErrorsAreAboveOnePercent() {
        List<AlertEvent> events = PackRun.eventsOf(
                "inventory-api",
                "api-errors",
                run -> run.times(98, t("10m"), API.request(200, 100))
                        .times(2, t("10m"), API.request(500, 100))
                        .until(t("11m")));

        alerting.play(events).until("2h");

        assertThat(alerting.told())
                .containsExactlyInAnyOrder(
                        "10m10s " + SLACK,
                        "10m10s " + EMAIL,
                        "10m10s " + PAGERDUTY,
                        "25m10s vp-eng/email[0]",
                        "25m10s cto/email[0]");
        assertThat(alerting.incident().severity()).contains("Critical");
    }

    @ParameterizedTest
    @CsvSource({"api-slow", "api-errors", "cpu-high", "memory-high", "db-connections-high", "disk-high"})
    void rowE2_eachThresholdOfE1_isLedToSlackEmailAndPagerDuty(String rule) {
        assertThat(alerting.settings().told(Map.of("alertname", rule, "service", "inventory-api", "row", "E1")))
                .containsExactly(AlertingSettings.CONSOLE, "slack-email-pagerduty");
    }

    @ParameterizedTest
    @CsvSource({
        "Critical, 15m, vp-eng cto",
        "High, 1h, engineering-lead",
        "Medium, 4h, team-lead",
        "Low, 24h, backlog",
    })
    void rowE3_escalatesToWhomTheRunbookNames_onceTheTimeIsOver(String severity, String after, String whom) {
        alerting.posted(Map.of("alertname", "some-alert", "severity", severity)).until(after);

        assertThat(alerting.settings().oncall().respondBy(alerting.incident())).contains(t(after));
        assertThat(alerting.got())
                .filteredOn(got -> !got.receiver().startsWith("ops-team/"))
                .extracting(PackAlerting.Got::toString)
                .containsExactly(List.of(whom.split(" ")).stream()
                        .map(name -> after + " " + name + "/email[0]")
                        .toArray(String[]::new));
    }

    @Test
    void rowE3_nobodyElseIsTold_whenSomebodyAcknowledgesInTime() {
        alerting.posted(Map.of("alertname", "some-alert", "severity", "Critical"))
                .until("14m59s")
                .acknowledged("ann")
                .until("3h");

        assertThat(alerting.told()).containsExactly("0s ops-team/email[0]", "0s ops-team/slack[0]");
        assertThat(alerting.incident().openedAt()).isEqualTo(T0);
    }
}
