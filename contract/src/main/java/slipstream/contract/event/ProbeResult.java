package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;

/**
 * What one due slot of a probe gave. A slot that could not run is a result too ({@link ProbeOutcome#MISSED},
 * {@link ProbeOutcome#UNKNOWN}), so that no evidence is never mistaken for good or bad.
 *
 * @param timeMillis the slot's due time in milliseconds since the epoch
 * @param job the probe's name in the configuration
 * @param target what was probed, a URL for HTTP
 * @param location where the probe ran
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
        Objects.requireNonNull(error, "error");
        attributes = Map.copyOf(attributes);
    }
}
