package slipstream.ingest.probe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.ingest.probe.condition.Condition;

/**
 * What asking a target once gave.
 *
 * @param latencyMillis from the start of name resolution to the last byte or to the failure; the phases add up to it
 * @param certificateEnd when the target's certificate expires; empty without TLS, or when no certificate was seen
 * @param error a short word such as {@code dns}, {@code refused}, {@code timeout} or {@code status 503}, or the condition that
 *     does not hold; empty on success
 * @param attributes what else is known of this one attempt, such as the time of each step of a flow
 * @param conditions what became of each condition; empty when the target gave no answer to hold against them
 */
record Attempt(
        ProbeOutcome outcome,
        int status,
        double latencyMillis,
        ProbePhases phases,
        Optional<Instant> certificateEnd,
        String error,
        Map<String, String> attributes,
        List<Condition.Result> conditions) {
    Attempt {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(phases, "phases");
        Objects.requireNonNull(certificateEnd, "certificateEnd");
        Objects.requireNonNull(error, "error");
        attributes = Map.copyOf(attributes);
        conditions = List.copyOf(conditions);
    }

    Attempt(
            ProbeOutcome outcome,
            int status,
            double latencyMillis,
            ProbePhases phases,
            Optional<Instant> certificateEnd,
            String error) {
        this(outcome, status, latencyMillis, phases, certificateEnd, error, Map.of(), List.of());
    }

    /** Whether it failed before the target answered, which may be this machine's own fault. */
    boolean isWithoutAnswer() {
        return outcome == ProbeOutcome.FAILURE && status == Observation.NO_STATUS && conditions.isEmpty();
    }

    /** The same attempt when it turns out that this machine had no network. */
    Attempt withoutOwnNetwork() {
        return new Attempt(
                ProbeOutcome.UNKNOWN,
                status,
                latencyMillis,
                phases,
                certificateEnd,
                ErrorWords.OWN_NETWORK,
                attributes,
                List.of());
    }
}
