package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the five runbooks say about severity, escalation and people is a matter of configuration. */
class RunbookRowsTest {
    private static final Path RUNBOOKS = Path.of("src/test/resources/oncall/runbooks");

    /** A Saturday. */
    private static final Instant T0 = Instant.parse("2026-08-22T10:00:00Z");

    @TempDir
    private Path folder;

    /** The label severity, and after how many minutes somebody must have responded. */
    @ParameterizedTest
    @CsvSource({
        "A11, drivehr, P0, 0",
        "A11, drivehr, P1, 30",
        "A11, drivehr, P2, 120",
        "A11, drivehr, P3, 3300",
        "B, consolidated-functions, critical, 0",
        "B, consolidated-functions, P1, 15",
        "B, consolidated-functions, warning, 60",
        "C2, humanglue, SEV-1, 0",
        "C2, humanglue, SEV-2, 15",
        "C2, humanglue, SEV-3, 120",
        "C2, humanglue, SEV-4, 3300",
        "D, vibesheets, P0, 15",
        "D, vibesheets, P1, 30",
        "D, vibesheets, P2, 120",
        "E3, inventory-api, Critical, 15",
        "E3, inventory-api, High, 60",
        "E3, inventory-api, Medium, 240",
        "E3, inventory-api, Low, 1440",
    })
    void respondWithin(String row, String runbook, String severity, int minutes) throws IOException {
        assertThat(read(runbook).respondBy(Map.of("severity", severity), T0))
                .as(row)
                .contains(T0.plus(Duration.ofMinutes(minutes)));
    }

    /** Labels, and who is told after how many minutes when nobody does anything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A15 | drivehr | issue=security | 0 security-team, 30 engineering-manager",
                "A15 | drivehr | issue=wordpress | 0 wordpress-team, 30 integration-lead",
                "A15 | drivehr | severity=P0 | 0 devops-on-call, 30 engineering-lead",
                "B6a | consolidated-functions | alertname=system-down | 0 texts, 0 mail, 5 on-call-phone",
                "B6b | consolidated-functions | alertname=high-error-rate | 0 mail, 10 on-call-phone",
                "B6c | consolidated-functions | alertname=database-connection-failure | 0 texts, 0 mail, 2 on-call-phone",
                "B1e | consolidated-functions | row=B1 | 15 on-call-phone",
                "C3 | humanglue | severity=SEV-1 | 0 on-call-phone, 30 engineering-manager, 60 cto, 60 vp-engineering",
                "D7 | vibesheets | severity=P0 | 0 on-call-phone, 15 devops-lead, 30 cto",
                "D7 | vibesheets | severity=s1,issue=security | 0 security-team, 15 ciso, 30 ceo",
                "E3 | inventory-api | severity=Critical | 15 vp-eng, 15 cto",
                "E3 | inventory-api | severity=High | 60 engineering-lead",
                "E3 | inventory-api | severity=Medium | 240 team-lead",
                "E3 | inventory-api | severity=Low | 1440 backlog",
            })
    void escalation(String row, String runbook, String labels, String told) throws IOException {
        Map<String, String> alert = Stream.of(labels.split(","))
                .map(label -> label.split("="))
                .collect(Collectors.toMap(label -> label[0], label -> label[1]));
        Oncall oncall = read(runbook);
        EscalationPolicy.Times times = new EscalationPolicy.Times(T0, Optional.empty(), Optional.empty());

        String found =
                oncall.policy(alert).orElseThrow().due(times, T0.minusMillis(1), T0.plus(Duration.ofDays(2))).stream()
                        .flatMap(due -> oncall.recipients(due, alert, due.at()).stream()
                                .map(recipient ->
                                        Duration.between(T0, due.at()).toMinutes() + " " + recipient.receiver()))
                        .collect(Collectors.joining(", "));

        assertThat(found).as(row).isEqualTo(told);
    }

    /** Row C3 says unresolved: that somebody has acknowledged does not end it. */
    @Test
    void levelTwoIsToldOfWhatIsUnresolved_alsoWhenItIsAcknowledged() throws IOException {
        EscalationPolicy policy =
                read("humanglue").policy(Map.of("severity", "SEV-1")).orElseThrow();
        EscalationPolicy.Times acked =
                new EscalationPolicy.Times(T0, Optional.of(T0.plusSeconds(60)), Optional.of(T0.plusSeconds(40 * 60)));

        assertThat(policy.due(acked, T0, T0.plus(Duration.ofHours(2))))
                .extracting(EscalationPolicy.Due::level)
                .containsExactly(2);
    }

    @Test
    void rollBackIsAnAction_thatIsDoneOnce() throws IOException {
        assertThat(read("vibesheets").actions(Map.of("service", "vibesheets", "action", "rollback")))
                .extracting(ActionWebhook::name)
                .containsExactly("roll-back");
    }

    @Test
    void maintenanceIsNotPaged() throws IOException {
        assertThat(read("vibesheets")
                        .suppression(Map.of("service", "vibesheets"), Instant.parse("2026-09-06T03:00:00Z")))
                .map(Suppression::until)
                .contains(Optional.of(Instant.parse("2026-09-06T04:00:00Z")));
    }

    private Oncall read(String runbook) throws IOException {
        return OncallFiles.read(folder, Files.readString(RUNBOOKS.resolve(runbook + ".yml")));
    }
}
