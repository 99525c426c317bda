package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/**
 * An alert as it was last heard of.
 *
 * @param updatedAt when that was
 */
record Known(AlertEvent event, Instant updatedAt) {
    Known {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    String fingerprint() {
        return event.fingerprint();
    }

    /** The end that is known or announced; never, when none is. */
    Instant end() {
        return event.endsAt().orElse(Instant.MAX);
    }

    boolean isOver(Instant now) {
        return event.status() == AlertState.RESOLVED || !end().isAfter(now);
    }

    /** As it stands at an instant; while it fires it has no end, whatever is announced. */
    AlertEvent at(Instant now) {
        if (event.status() == AlertState.RESOLVED) {
            return event;
        }
        return isOver(now)
                ? event.as(AlertState.RESOLVED, event.startsAt(), event.endsAt())
                : event.as(AlertState.FIRING, event.startsAt(), Optional.empty());
    }

    /** Something newer is known of the alert; where the two overlap in time they are one episode (Alertmanager, {@code types.Alert.Merge}). */
    Known heard(AlertEvent newer, Instant now) {
        Known next = new Known(newer, now);
        boolean overlap = isInside(next.end()) || isInside(newer.startsAt());
        if (!overlap) {
            return next;
        }
        Instant start = event.startsAt().isBefore(newer.startsAt()) ? event.startsAt() : newer.startsAt();
        // The later of two ends holds, unless the alert was still open-ended and is now said to be over.
        boolean bothOver = isOver(now) && next.isOver(now);
        boolean bothGoOn = event.endsAt().isPresent() && !isOver(now) && !next.isOver(now);
        boolean olderIsLater = (bothOver || bothGoOn) && end().isAfter(next.end());
        Optional<Instant> end = olderIsLater ? event.endsAt() : newer.endsAt();
        return new Known(newer.as(newer.status(), start, end), now);
    }

    private boolean isInside(Instant instant) {
        return instant.isAfter(event.startsAt()) && instant.isBefore(end());
    }
}
