package slipstream.ingest.probe;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;

/**
 * What one request to a target gave.
 *
 * @param latencyMillis from the start of name resolution to the last byte or to the failure; the phases add up to it
 * @param certificateEnd when the target's certificate expires; empty without TLS, or when no certificate was seen
 * @param error a short word such as {@code dns}, {@code refused}, {@code timeout} or {@code status 503}; empty on success
 */
record Attempt(
        ProbeOutcome outcome,
        int status,
        double latencyMillis,
        ProbePhases phases,
        Optional<Instant> certificateEnd,
        String error) {
    Attempt {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(phases, "phases");
        Objects.requireNonNull(certificateEnd, "certificateEnd");
        Objects.requireNonNull(error, "error");
    }
}
