package slipstream.ingest.probe;

import java.util.Objects;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;

/**
 * What one request to a target gave.
 *
 * @param latencyMillis from the start of name resolution to the last byte or to the failure; the phases add up to it
 * @param error a short word such as {@code dns}, {@code refused}, {@code timeout} or {@code status 503}; empty on success
 */
record Attempt(ProbeOutcome outcome, int status, double latencyMillis, ProbePhases phases, String error) {
    Attempt {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(phases, "phases");
        Objects.requireNonNull(error, "error");
    }
}
