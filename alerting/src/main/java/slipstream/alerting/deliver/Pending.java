package slipstream.alerting.deliver;

import java.time.Instant;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;

/**
 * An event that a receiver is still to be told.
 *
 * @param receivedAt wall time at which it was handed in
 * @param attempts how often it has been tried
 * @param firstAttemptAt wall time of the first attempt
 */
record Pending(
        AlertEvent event, Progress progress, Instant receivedAt, int attempts, Optional<Instant> firstAttemptAt) {
    static Pending of(AlertEvent event, Progress progress, Instant now) {
        return new Pending(event, progress, now, 0, Optional.empty());
    }

    Pending tried(Instant now) {
        return new Pending(event, progress, receivedAt, attempts + 1, Optional.of(firstAttemptAt.orElse(now)));
    }
}
