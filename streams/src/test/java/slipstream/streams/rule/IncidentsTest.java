package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Incident;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;

class IncidentsTest {
    private static final Instant T0 = Instant.parse("2026-01-28T00:00:00Z");

    @Test
    void anAlertThatHasEndedIsAnIncident_asLongAsItWas() {
        Incident incident = Incidents.of(resolved("shop", Duration.ofMinutes(14), Map.of("tier", "gold")))
                .orElseThrow();

        assertThat(incident.service()).isEqualTo("shop");
        assertThat(incident.alert()).isEqualTo("ErrorBudgetBurn");
        assertThat(incident.severity()).isEqualTo("page");
        assertThat(incident.durationMillis()).isEqualTo(840_000);
        assertThat(incident.timeMillis()).isEqualTo(T0.plusSeconds(840).toEpochMilli());
        assertThat(incident.attributes()).containsEntry("tier", "gold");
    }

    @Test
    void theSameEpisodeIsTheSameOrigin_andALaterOneIsNews() {
        Incident one =
                Incidents.of(resolved("shop", Duration.ofMinutes(14), Map.of())).orElseThrow();
        Incident again =
                Incidents.of(resolved("shop", Duration.ofMinutes(15), Map.of())).orElseThrow();

        assertThat(again.origin()).isEqualTo(one.origin());
        assertThat(one.origin().sequence()).isEqualTo(T0.toEpochMilli());
    }

    @Test
    void anIncidentIsAnObservationThatComesBackFromTheTopic() {
        Incident incident =
                Incidents.of(resolved("shop", Duration.ZERO, Map.of())).orElseThrow();
        ObservationCodec codec = new ObservationCodec(TimeBounds.event(() -> T0.plusSeconds(60)));
        Observation[] back = new Observation[1];

        codec.readAll(ObservationCodec.write(List.of(incident)), new ObservationCodec.Sink() {
            @Override
            public void accepted(Observation observation) {
                back[0] = observation;
            }

            @Override
            public void rejected(int line, byte[] bytes, RejectedObservationException why) {
                throw new AssertionError(why);
            }
        });

        assertThat(back[0]).isEqualTo(incident);
    }

    @Test
    void aServiceThatIsNoneOfObservations_hasNoIncidents() {
        assertThat(Incidents.of(resolved("the shop\u0007", Duration.ofMinutes(1), Map.of())))
                .isEmpty();
    }

    @Test
    void labelsBeyondWhatAnObservationMayHaveAreLeftOut() {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            many.put("label" + i, "x");
        }

        Incident incident =
                Incidents.of(resolved("shop", Duration.ofMinutes(1), many)).orElseThrow();

        assertThat(incident.attributes()).hasSize(32);
    }

    private static AlertEvent resolved(String service, Duration length, Map<String, String> more) {
        TreeMap<String, String> labels = new TreeMap<>(more);
        labels.put("alertname", "ErrorBudgetBurn");
        return new AlertEvent(
                AlertState.RESOLVED,
                "0123456789abcdef",
                labels,
                new TreeMap<>(),
                T0,
                Optional.of(T0.plus(length)),
                "http://127.0.0.1/",
                "slo",
                service,
                "page",
                T0.plus(length),
                List.of(),
                Optional.empty());
    }
}
