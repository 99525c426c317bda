package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one due slot of a probe gave. A slot that could not run is a result too ({@link ProbeOutcome#MISSED},
 * {@link ProbeOutcome#UNKNOWN}), so that no evidence is never mistaken for good or bad.
 *
 * @param timeMillis the slot's due time in milliseconds since the epoch
 * @param job the probe's name in the configuration
 * @param target what was probed, a URL for HTTP
 * @param location where the probe ran
 * @param certificateDaysLeft days from the due time until the target's certificate expires, negative when it has expired;
 *     empty without TLS, or when no certificate was seen
 * @param error why it failed, or empty
 */
public record ProbeResult(
        Origin origin,
        long timeMillis,
        String service,
        String job,
        String target,
        String location,
        ProbeOutcome outcome,
        int status,
        double latencyMillis,
        ProbePhases phases,
        OptionalDouble certificateDaysLeft,
        String error,
        Map<String, String> attributes)
        implements Observation {

    public ProbeResult {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(phases, "phases");
        Objects.requireNonNull(certificateDaysLeft, "certificateDaysLeft");
        if (certificateDaysLeft.isPresent() && !Double.isFinite(certificateDaysLeft.getAsDouble())) {
            throw new IllegalArgumentException("certificateDaysLeft must be finite, is " + certificateDaysLeft);
        }
        Objects.requireNonNull(error, "error");
        attributes = Map.copyOf(attributes);
    }

    @Override
    public ObservationType type() {
        return ObservationType.PROBE;
    }
}
