package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.desk.IncidentAction.Kind;
import slipstream.alerting.incident.IncidentText;
import slipstream.alerting.incident.TimelineEntry;
import slipstream.contract.event.AlertEvent;

/** Whom the alerts of humanglue reach, and when. T0 is a Monday at midnight UTC: bo is on call until 09:00 in New York, then ana. */
class HumanGlueAlertingRowsTest {
    private static final Shapes HUMANGLUE = new Shapes("humanglue");
    private static final Map<String, String> OUTAGE =
            Map.of("alertname", "uptime-below-995", "service", "humanglue", "severity", "SEV-1");

    private final PackAlerting alerting = PackAlerting.of("humanglue");

    @Test
    void rowC3_escalatesToTheManagerAfterThirtyMinutes_thenToTheCtoAndTheVp_whenItIsNotResolved() {
        List<AlertEvent> events = PackRun.eventsOf(
                "humanglue",
                "error-rate-above-1",
                run -> run.times(98, t("10m"), HUMANGLUE.request(200, 100))
                        .times(2, t("10m"), HUMANGLUE.request(503, 100))
                        .until(t("11m")));

        alerting.play(events).until("3h");

        assertThat(alerting.told())
                .containsExactlyInAnyOrder(
                        "10m10s urgent-incidents/slack[0]",
                        "10m10s urgent-incidents/email[0]",
                        "10m10s urgent-incidents/pagerduty[0]",
                        "10m10s bo/sms[0]",
                        "40m10s engineering-manager/email[0]",
                        "1h10m10s cto/email[0]",
                        "1h10m10s vp-engineering/email[0]");
    }

    @Test
    void rowC3_levelTwoIsToldAlsoAfterAnAcknowledgement_butNotLevelThree_whenItIsResolvedInBetween() {
        alerting.posted(OUTAGE)
                .until("1m")
                .acknowledged("bo")
                .until("40m")
                .over(OUTAGE)
                .until("3h");

        assertThat(alerting.toldOfFiring())
                .endsWith("30m engineering-manager/email[0]")
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"SEV-1, 0s", "SEV-2, 15m", "SEV-3, 2h"})
    void rowC2_eachSeverityHasItsResponseTime(String severity, String within) {
        assertThat(respondBy(severity)).contains(t(within));
    }

    /** T0 is still Sunday in New York, and 17:00 on Monday there is 22:00 UTC. */
    @Test
    void rowC2_sev4MayWaitForTheNextBusinessDay() {
        assertThat(respondBy("SEV-4")).contains(Instant.parse("2026-03-02T22:00:00Z"));
    }

    private Optional<Instant> respondBy(String severity) {
        alerting.posted(Map.of("alertname", "some-alert", "severity", severity));
        return alerting.settings().oncall().respondBy(alerting.incident());
    }

    @Test
    void rowC4_theTimesToAckAndToResolvedAreRecorded_withATimelineOfBoth() {
        alerting.posted(OUTAGE)
                .until("4m")
                .acknowledged("bo")
                .until("10m")
                .acted(Kind.CAUSE, "bo", "a bad deploy")
                .until("12m")
                .acted(Kind.MITIGATED, "bo", "rolled back")
                .until("20m")
                .over(OUTAGE)
                .until("30m");

        assertThat(alerting.incident().timeToAcknowledge()).contains(Duration.ofMinutes(4));
        assertThat(alerting.incident().timeToMitigate()).contains(Duration.ofMinutes(12));
        assertThat(alerting.incident().timeToResolve())
                .contains(alerting.incident()
                        .resolvedAt()
                        .map(end -> Duration.between(T0, end))
                        .orElseThrow());
        assertThat(alerting.incident().timeline())
                .extracting(TimelineEntry::kind)
                .startsWith(TimelineEntry.Kind.DETECTED)
                .containsSubsequence(
                        TimelineEntry.Kind.ACKNOWLEDGED,
                        TimelineEntry.Kind.IDENTIFIED,
                        TimelineEntry.Kind.MITIGATED,
                        TimelineEntry.Kind.RESOLVED);
    }

    @Test
    void rowC4_messagesCarryALinkThatAcknowledges() {
        alerting.posted(OUTAGE);

        assertThat(alerting.got())
                .allSatisfy(got -> assertThat(got.message().incident().flatMap(IncidentLink::acknowledgeUrl))
                        .hasValueSatisfying(
                                url -> assertThat(url).startsWith("https://alerts.humanglue.example/ack/")));
    }

    @Test
    void rowC5_theTextsAreThoseOfTheRunbook_whenAnIncidentOpensAndEnds() {
        alerting.posted(OUTAGE);
        assertThat(text(IncidentText.Form.INITIAL))
                .isEqualTo(new IncidentText("[SEV-1] uptime-below-995", """
                        Impact: not known yet
                        Started: 2026-03-02 00:00 UTC
                        Status: %s
                        Next Update: 2026-03-02 00:30 UTC
                        """.formatted(
                                alerting.incident().status().word())));

        alerting.acted(Kind.CAUSE, "bo", "a bad deploy").over(OUTAGE).until("20m");
        assertThat(text(IncidentText.Form.RESOLUTION))
                .isEqualTo(new IncidentText("[RESOLVED] uptime-below-995", """
                        The incident has been resolved.

                        Root Cause: a bad deploy
                        Post-Mortem: https://wiki.humanglue.example/post-mortems/%s
                        """.formatted(
                                alerting.incident().id())));
    }

    private IncidentText text(IncidentText.Form form) {
        return IncidentText.of(
                form,
                alerting.incident(),
                Optional.empty(),
                T0,
                alerting.settings().oncall().incidents());
    }

    @ParameterizedTest
    @CsvSource({
        "SEV-1, urgent-incidents, slack email pagerduty",
        "SEV-2, urgent-incidents, slack email pagerduty",
        "page, urgent-incidents, slack email pagerduty",
        "SEV-3, incidents, slack email",
        "ticket, incidents, slack email",
    })
    void rowC8_pagerDutyIsToldOfWhatIsUrgent_slackAndEmailOfEverything(String severity, String told, String through) {
        assertThat(alerting.settings().told(Map.of("severity", severity)))
                .containsExactly(AlertingSettings.CONSOLE, told);
        assertThat(alerting.named(told))
                .extracting(receiver -> receiver.channel().kind())
                .containsExactlyInAnyOrder(through.split(" "));
    }
}
