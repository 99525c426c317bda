package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;

/**
 * An alert that has ended, so that objectives can speak of how long recovery took. The stream job writes one when an alert
 * resolves; its time is when the alert ended.
 *
 * @param alert the alert's name
 * @param severity the alert's severity, or empty when it had none
 * @param durationMillis from the start of the alert to its end, 0 to {@value #MAX_DURATION_MILLIS}
 */
public record Incident(
        Origin origin,
        long timeMillis,
        String service,
        String alert,
        String severity,
        long durationMillis,
        Map<String, String> attributes)
        implements Observation {
    /** Ten years of 365 days: what lasts longer is a mistake of unit. */
    public static final long MAX_DURATION_MILLIS = 3_650L * 86_400_000;

    public Incident {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        ObservationRules.requireText("alert", alert);
        Objects.requireNonNull(severity, "severity");
        if (durationMillis < 0 || durationMillis > MAX_DURATION_MILLIS) {
            throw new IllegalArgumentException(
                    "durationMillis must be 0 to " + MAX_DURATION_MILLIS + ", is " + durationMillis);
        }
        attributes = Map.copyOf(attributes);
    }

    @Override
    public ObservationType type() {
        return ObservationType.INCIDENT;
    }
}
