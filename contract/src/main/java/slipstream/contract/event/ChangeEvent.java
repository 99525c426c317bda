package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;

/**
 * Somebody or something changed a service: a deploy, a backup, a switch of a feature.
 *
 * @param kind what was done, a free name such as {@code deploy} or {@code backup}
 * @param version what the service was changed to, or empty when that means nothing
 */
public record ChangeEvent(
        Origin origin,
        long timeMillis,
        String service,
        String kind,
        String version,
        ChangeOutcome outcome,
        Map<String, String> attributes)
        implements Observation {

    public ChangeEvent {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        ObservationRules.requireText("kind", kind);
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(outcome, "outcome");
        attributes = Map.copyOf(attributes);
    }

    @Override
    public ObservationType type() {
        return ObservationType.CHANGE;
    }
}
