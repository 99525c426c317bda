package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Problems;

class OncallReaderTest {
    private static final Instant T0 = Instant.parse("2026-08-22T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void nobodyEscalates_withoutAFile() {
        assertThat(OncallReader.read(
                        folder,
                        new OncallReader.Known(Map.of(), Map.of(), (name, fields) -> List.of()),
                        new Problems()))
                .isSameAs(Oncall.NONE);
    }

    @Test
    void theFirstPolicyThatFitsIsAPolicyOfTheIncident() {
        Oncall oncall = OncallFiles.read(folder, """
                users: [{name: ana, receiver: ana-phone}, {name: bo, receiver: bo-phone}]
                receivers:
                  ana-phone: {sms_configs: [{to: '+4930901820'}]}
                  bo-phone: {sms_configs: [{to: '+4930901821'}]}
                schedules: [{name: web, timezone: Europe/Berlin, rotation: weekly, handoff: 'monday 09:00', start: 2026-08-10,
             users: [ana, bo]}]
                escalation_policies:
                  - name: error-rate
                    matchers: ['alertname="HighErrorRate"']
                    steps:
                      - {after: 0s, notify: [team-shop]}
                      - {after: 10m, notify: ['@oncall:web'], via: [sms]}
                      - {after: 30m, notify: [eng-manager]}
                    until: resolved
                    re_notify_acked_after: 60m
                    repeat: 2
                """);
        Map<String, String> labels = Map.of("alertname", "HighErrorRate");

        EscalationPolicy policy = oncall.policy(labels).orElseThrow();

        assertThat(policy.name()).isEqualTo("error-rate");
        assertThat(policy.until()).isEqualTo(EscalationPolicy.Until.RESOLVED);
        assertThat(policy.repeatEvery()).isEqualTo(Duration.ofMinutes(50));
        assertThat(oncall.policy(Map.of("alertname", "Other"))).isEmpty();
        List<EscalationPolicy.Due> due =
                policy.due(new EscalationPolicy.Times(T0, Optional.empty(), Optional.empty()), T0, T0.plusSeconds(600));
        assertThat(due).hasSize(1);
        assertThat(oncall.recipients(due.get(0), labels, T0))
                .containsExactly(new Recipient("bo-phone", Optional.of("bo"), Set.of("sms"), "@oncall:web"));
    }
}
