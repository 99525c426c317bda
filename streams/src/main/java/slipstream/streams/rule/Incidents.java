package slipstream.streams.rule;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Incident;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;

/**
 * Turns an alert that has ended into an observation, so that objectives can speak of recovery: "95 % of the incidents are over
 * within 15 minutes" is an SLO like any other. Pure.
 */
final class Incidents {
    private static final int MAX_ATTRIBUTES = 32;

    private Incidents() {}

    /** The incident of a resolved alert; empty when its service cannot be a service of observations, or it was over before it began. */
    static Optional<Incident> of(AlertEvent resolved) {
        Duration duration =
                Duration.between(resolved.startsAt(), resolved.endsAt().orElseThrow());
        long sequence = resolved.startsAt().toEpochMilli();
        if (duration.isNegative() || duration.toMillis() > Incident.MAX_DURATION_MILLIS || sequence < 1) {
            return Optional.empty();
        }
        try {
            ObservationRules.name("service", resolved.service());
        } catch (RejectedObservationException e) {
            // The service of a definition is free text; that of an observation is not.
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        resolved.labels().forEach((name, value) -> {
            if (attributes.size() < MAX_ATTRIBUTES) {
                attributes.put(name, value);
            }
        });
        return Optional.of(new Incident(
                new Origin("alerts/" + resolved.fingerprint(), sequence),
                resolved.endsAt().orElseThrow().toEpochMilli(),
                resolved.service(),
                resolved.labels().getOrDefault("alertname", "alert"),
                resolved.severity(),
                duration.toMillis(),
                attributes));
    }
}
