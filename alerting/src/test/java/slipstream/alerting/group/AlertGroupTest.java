package slipstream.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.route.LabelText;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Notification;

class AlertGroupTest {
    @Test
    void groupKeyIsAlertmanagersSpelling_withLabelsInOrderOfName() {
        AlertGroup group = AlertGroup.ofOne(Alerts.firing());

        assertThat(group.groupKey())
                .isEqualTo("{}:{alertname=\"ErrorBudgetBurn\", service=\"checkout\", severity=\"page\","
                        + " slo=\"checkout-availability\"}");
    }

    @Test
    void groupKeyEscapesWhatGoWouldEscape() {
        String labels = LabelText.of(new TreeMap<>(Map.of("path", "C:\\a \"b\"\n\t\r\u0001ü")));

        assertThat(labels).isEqualTo("{path=\"C:\\\\a \\\"b\\\"\\n\\t\\r\\x01ü\"}");
    }

    @Test
    void groupKeyStaysTheSame_whenTheAlertResolves() {
        assertThat(AlertGroup.ofOne(Alerts.resolved()).groupKey())
                .isEqualTo(AlertGroup.ofOne(Alerts.firing()).groupKey());
    }

    @Test
    void endIsGosZeroTime_whileTheAlertFires() {
        Notification.Alert alert = AlertGroup.ofOne(Alerts.firing()).alerts().get(0);

        assertThat(alert.startsAt()).isEqualTo("2026-01-31T12:00:00.000Z");
        assertThat(alert.endsAt()).isEqualTo("0001-01-01T00:00:00Z");
    }

    @Test
    void endIsTheAlertsOwn_onceItIsResolved() {
        Notification.Alert alert = AlertGroup.ofOne(Alerts.resolved()).alerts().get(0);

        assertThat(alert.status()).isEqualTo("resolved");
        assertThat(alert.endsAt()).isEqualTo("2026-01-31T12:20:00.000Z");
    }

    @Test
    void groupFires_aslongAsOneOfItsAlertsDoes() {
        AlertGroup group = group(Alerts.resolved(), Alerts.firing("search-latency", Alerts.T0));

        assertThat(group.status()).isEqualTo(AlertState.FIRING);
        assertThat(group(Alerts.resolved()).status()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    void commonLabelsAreThoseWithOneValueInAllAlerts() {
        AlertGroup group = group(Alerts.firing(), Alerts.firing("search-latency", Alerts.T0));

        assertThat(group.commonLabels())
                .containsOnlyKeys("alertname", "service", "severity")
                .containsEntry("service", "checkout");
        assertThat(group.commonAnnotations()).containsOnlyKeys("summary");
    }

    @Test
    void groupWithoutAlertsIsRefused() {
        assertThatThrownBy(() -> group()).isInstanceOf(IllegalArgumentException.class);
    }

    private static AlertGroup group(AlertEvent... events) {
        return new AlertGroup("{}:{}", new TreeMap<>(), List.of(events), "first notification");
    }
}
