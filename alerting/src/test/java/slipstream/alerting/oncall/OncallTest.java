package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.alerting.incident.Incident;

class OncallTest {
    private static final Instant T0 = Instant.parse("2026-08-22T10:00:00Z");

    @TempDir
    private Path folder;

    /** Runbook C: SEV-1 immediate, SEV-2 15 min, SEV-3 2 h, SEV-4 next business day. 22 August 2026 is a Saturday. */
    @ParameterizedTest
    @CsvSource({
        "sev-1, 2026-08-22T10:00:00Z, 2026-08-22T10:00:00Z",
        "page, 2026-08-22T10:00:00Z, 2026-08-22T10:15:00Z",
        "SEV-3, 2026-08-22T10:00:00Z, 2026-08-22T12:00:00Z",
        "ticket, 2026-08-21T10:00:00Z, 2026-08-24T15:00:00Z",
        "ticket, 2026-08-24T10:00:00Z, 2026-08-26T15:00:00Z",
        "ticket, 2026-10-23T10:00:00Z, 2026-10-26T16:00:00Z",
    })
    void responseIsDueAsTheSeveritySays(String label, Instant openedAt, Instant deadline) {
        Oncall oncall = OncallFiles.read(folder, """
                business_days: {timezone: Europe/Berlin, holidays: [2026-08-25]}
                severities:
                  SEV-1: {respond_within: immediate}
                  SEV-2: {values: [page], respond_within: 15m}
                  SEV-3: {respond_within: 2h}
                  SEV-4: {values: [ticket], respond_within: next business day}
                """);

        assertThat(oncall.respondBy(Map.of("severity", label), openedAt)).contains(deadline);
        assertThat(oncall.respondBy(Map.of("severity", "unheard of"), openedAt)).isEmpty();
    }

    /** Runbook E: a critical incident that nobody takes up within 15 min goes to two people at once. */
    @Test
    void aSeverityEscalates_whenTheTimeToRespondIsOver_unlessAPolicySaysMore() {
        Oncall oncall = OncallFiles.read(folder, """
                severities:
                  Critical: {respond_within: 15m, escalate_to: [eng-manager, cto]}
                  High: {respond_within: 1h, escalate_to: [eng-manager]}
                escalation_policies:
                  - {name: high, severities: [High], steps: [{after: 0s, notify: [team-shop]}]}
                """);

        EscalationPolicy policy = oncall.policy(Map.of("severity", "critical")).orElseThrow();

        EscalationPolicy.Times times = new EscalationPolicy.Times(T0, Optional.empty(), Optional.empty());
        List<EscalationPolicy.Due> due = policy.due(times, T0, T0.plus(Duration.ofDays(1)));
        assertThat(due).extracting(EscalationPolicy.Due::at).containsExactly(T0.plusSeconds(900));
        assertThat(oncall.recipients(due.get(0), Map.of(), T0))
                .extracting(Recipient::receiver)
                .containsExactly("eng-manager", "cto");
        assertThat(oncall.policy(Map.of("severity", "HIGH")))
                .map(EscalationPolicy::name)
                .contains("high");
        assertThat(oncall.policy(Map.of("severity", "low"))).isEmpty();
    }

    @Test
    void anIncidentEscalatesByTheSeverityThatItHasComeToHave() {
        Oncall oncall = OncallFiles.read(folder, """
                severities:
                  Critical: {respond_within: 15m, escalate_to: [cto]}
                  High: {respond_within: 1h, escalate_to: [eng-manager]}
                """);
        Incident incident = Incident.open(
                "{}:{}", new TreeMap<>(Map.of("severity", "high")), "slow", Optional.of("High"), "", T0, id -> false);

        Incident worse = incident.withSeverity(T0.plusSeconds(60), "Critical");

        assertThat(oncall.policy(incident)).map(EscalationPolicy::name).contains("High");
        assertThat(oncall.respondBy(incident)).contains(T0.plusSeconds(3600));
        assertThat(oncall.policy(worse)).map(EscalationPolicy::name).contains("Critical");
        assertThat(oncall.respondBy(worse)).contains(T0.plusSeconds(900));
    }

    @Test
    void severityOfSeveralAlertsIsThatOfTheWorst() {
        Oncall oncall = OncallFiles.read(folder, """
                severities:
                  P0: {matchers: ['alertname="SiteDown"']}
                  P1: {impact: critical}
                  P2: {}
                """);

        assertThat(oncall.severity(List.of(Map.of("severity", "p2"), Map.of("severity", "p1"))))
                .map(Severity::name)
                .contains("P1");
        assertThat(oncall.severity(Map.of("severity", "P2", "alertname", "SiteDown")))
                .map(Severity::name)
                .contains("P0");
        assertThat(oncall.impact(Optional.of("P0"))).isEqualTo("critical");
        assertThat(oncall.impact(Optional.of("P1"))).isEqualTo("critical");
        assertThat(oncall.impact(Optional.of("P2"))).isEqualTo("minor");
        assertThat(oncall.impact(Optional.empty())).isEqualTo("minor");
    }

    /** Runbook D: issue types have a primary, a secondary and an executive contact. */
    @Test
    void contactsAreThoseOfTheFirstIssueThatFits() {
        Oncall oncall = OncallFiles.read(folder, """
                users: [{name: ana, receiver: eng-manager, slack: '@ana.k'}]
                schedules: [{name: web, users: [ana]}]
                contacts:
                  - {name: security, matchers: ['team="security"'], primary: [team-shop], executive: [cto]}
                  - {name: outage, primary: ['@oncall:web'], secondary: [eng-manager], executive: [cto]}
                escalation_policies:
                  - name: by-issue
                    steps: [{after: 0s, notify: ['@primary']}, {after: 30m, notify: ['@secondary', '@executive']}]
                """);
        EscalationPolicy policy = oncall.policies().get(0);
        List<EscalationPolicy.Due> due = policy.due(
                new EscalationPolicy.Times(T0, Optional.empty(), Optional.empty()),
                T0.minusMillis(1),
                T0.plusSeconds(3600));

        assertThat(oncall.recipients(due.get(0), Map.of("team", "security"), T0))
                .containsExactly(new Recipient("team-shop", Optional.empty(), Set.of(), "@primary"));
        assertThat(oncall.recipients(due.get(0), Map.of(), T0))
                .containsExactly(new Recipient("eng-manager", Optional.of("ana"), Set.of(), "@primary"));
        assertThat(oncall.recipients(due.get(1), Map.of("team", "security"), T0))
                .containsExactly(new Recipient("cto", Optional.empty(), Set.of(), "@executive"));
        assertThat(oncall.people().user("ANA.K")).map(User::name).contains("ana");
        assertThat(oncall.people().user("@ana")).map(User::name).contains("ana");
        assertThat(oncall.people().user("bo")).isEmpty();
    }

    /** Runbook D: the first Sunday of the month, 2 to 4 in the morning, which in September 2026 is the 6th. */
    @Test
    void nobodyIsToldDuringMaintenance_andItSaysUntilWhen() {
        Oncall oncall = OncallFiles.read(folder, """
                maintenance_windows:
                  - {name: told, matchers: ['service="vibesheets"'], schedule: first sunday 02:00-03:00, alerts: deliver}
                  - {name: monthly, matchers: ['service="vibesheets"'], schedule: first sunday 02:00-04:00, timezone: UTC}
                """);
        Map<String, String> labels = Map.of("service", "vibesheets");

        assertThat(oncall.suppression(labels, Instant.parse("2026-09-06T01:59:59Z")))
                .isEmpty();
        assertThat(oncall.suppression(labels, Instant.parse("2026-09-06T02:00:00Z")))
                .contains(new Suppression(
                        Suppression.Kind.MAINTENANCE, "monthly", Optional.of(Instant.parse("2026-09-06T04:00:00Z"))));
        assertThat(oncall.suppression(labels, Instant.parse("2026-09-06T04:00:00Z")))
                .isEmpty();
        assertThat(oncall.suppression(labels, Instant.parse("2026-09-13T02:00:00Z")))
                .isEmpty();
        assertThat(oncall.suppression(Map.of("service", "other"), Instant.parse("2026-09-06T02:00:00Z")))
                .isEmpty();
        assertThat(oncall.calm().maintenance(labels, Instant.parse("2026-09-06T02:30:00Z")))
                .containsExactly("told", "monthly");
    }

    @Test
    void aRecurringSilenceHoldsInItsIntervals() {
        Oncall oncall = OncallFiles.read(folder, """
                recurring_silences:
                  - {matchers: ['alertname="BackupLoad"'], time_intervals: [nightly], created_by: ops, comment: backup}
                """);
        Map<String, String> labels = Map.of("alertname", "BackupLoad");

        assertThat(oncall.suppression(labels, Instant.parse("2026-08-22T02:30:00Z")))
                .contains(new Suppression(
                        Suppression.Kind.SILENCE, "backup", Optional.of(Instant.parse("2026-08-22T03:00:00Z"))));
        assertThat(oncall.suppression(labels, Instant.parse("2026-08-22T03:00:00Z")))
                .isEmpty();
    }

    @Test
    void quietHoursAreOfOneReceiver_andLetThroughWhatTheyExcept() {
        Oncall oncall = OncallFiles.read(folder, """
                receivers: {team-shop: {quiet_hours: {time_intervals: [nights], except: ['severity="P0"']}}}
                """);
        Instant night = Instant.parse("2026-08-22T21:00:00Z");

        assertThat(oncall.quietHours("team-shop", Map.of("severity", "P1"), night))
                .contains(new Suppression(
                        Suppression.Kind.QUIET_HOURS, "team-shop", Optional.of(Instant.parse("2026-08-23T05:00:00Z"))));
        assertThat(oncall.quietHours("team-shop", Map.of("severity", "P0"), night))
                .isEmpty();
        assertThat(oncall.quietHours("team-shop", Map.of("severity", "P1"), T0)).isEmpty();
        assertThat(oncall.quietHours("cto", Map.of("severity", "P1"), night)).isEmpty();
    }

    /** Runbook D3: what fails for long is rolled back, once. */
    @Test
    void actionsAreThoseThatFit() {
        Oncall oncall = OncallFiles.read(folder, """
                actions: [{name: roll-back, matchers: ['action="rollback"'], receiver: rollback}]
                """);

        assertThat(oncall.actions(Map.of("action", "rollback")))
                .extracting(ActionWebhook::receiver, ActionWebhook::once)
                .containsExactly(tuple("rollback", true));
        assertThat(oncall.actions(Map.of())).isEmpty();
    }

    @Test
    void fallbacksAreAChain_andACircleIsAMistakeAtEachOfItsMembers() {
        Oncall oncall = OncallFiles.read(folder, """
                receivers: {team-shop: {fallback: team-shop-mails, ttl: 6h}, team-shop-mails: {fallback: cto}}
                """);

        assertThat(oncall.fallbacks("team-shop")).containsExactly("team-shop-mails", "cto");
        assertThat(oncall.fallbacks("cto")).isEmpty();
        assertThat(oncall.receiver("team-shop").timeToLive()).contains(Duration.ofHours(6));
        assertThat(OncallFiles.problems(folder, """
                receivers:
                  team-shop: {fallback: cto}
                  cto: {fallback: team-shop}
                """))
                .containsExactly(
                        "2: receivers.team-shop.fallback: goes round in a circle: team-shop → cto → team-shop",
                        "3: receivers.cto.fallback: goes round in a circle: cto → team-shop → cto");
    }

    @Test
    void secretsAreReadFromTheirFiles_andNotPrinted() {
        OncallFiles.write(folder, "link", "correct horse battery\n");
        OncallFiles.write(folder, "chat", "xoxb-1\n");
        OncallFiles.write(folder, "hook", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");

        Oncall oncall = OncallFiles.read(folder, """
                receivers: {rollback: {webhook_signing: {secret_file: hook}, format: standard}}
                acknowledge: {link_secret_file: link, base_url: https://alerts.example/, chat: {token_file: chat}}
                """);

        assertThat(oncall.acknowledge().baseUrl()).contains("https://alerts.example");
        assertThat(oncall.acknowledge().linkSecret().orElseThrow().value()).isEqualTo("correct horse battery");
        assertThat(oncall.receiver("rollback").signing()).isPresent();
        assertThat(oncall.toString()).doesNotContain("correct horse", "xoxb", "MfKQ");
    }
}
