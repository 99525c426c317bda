package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;

class ProbeResultsTest {
    private static final Instant DUE = Instant.parse("2026-01-31T12:00:00Z");
    private static final ProbeTarget TARGET = new ProbeTarget("https://shop.example/", "shop", Map.of("team", "web"));
    private static final ProbeJob JOB =
            new ProbeJob("site", HttpModule.http2xx(), Duration.ofMinutes(1), List.of(TARGET));

    private final ProbeResults results = new ProbeResults("fra1");

    @Test
    void aCertificatesDaysAreCountedFromTheDueTime() {
        ProbeResult result = ran(Optional.of(DUE.plus(Duration.ofHours(36))));

        assertThat(result.certificateDaysLeft()).hasValue(1.5);
    }

    @Test
    void anExpiredCertificateHasDaysBelowZero() {
        ProbeResult result = ran(Optional.of(DUE.minus(Duration.ofDays(3))));

        assertThat(result.certificateDaysLeft()).hasValue(-3);
    }

    @Test
    void withoutACertificateThereAreNoDays() {
        assertThat(ran(Optional.empty()).certificateDaysLeft()).isEmpty();
        assertThat(results.missed(JOB, TARGET, DUE.toEpochMilli()).certificateDaysLeft())
                .isEmpty();
    }

    @Test
    void aMissedSlotIsARecordOfItsDueTime() {
        ProbeResult missed = results.missed(JOB, TARGET, DUE.toEpochMilli());

        assertThat(missed.outcome()).isEqualTo(ProbeOutcome.MISSED);
        assertThat(missed.timeMillis()).isEqualTo(DUE.toEpochMilli());
        assertThat(missed.origin().sequence()).isEqualTo(DUE.toEpochMilli());
        assertThat(missed.origin().source()).isEqualTo("probe:fra1:site:https://shop.example/");
        assertThat(missed.status()).isEqualTo(Observation.NO_STATUS);
    }

    private ProbeResult ran(Optional<Instant> certificateEnd) {
        Attempt attempt = new Attempt(ProbeOutcome.SUCCESS, 200, 12.5, ProbePhases.NONE, certificateEnd, "");
        return results.ran(JOB, TARGET, DUE.toEpochMilli(), attempt);
    }
}
