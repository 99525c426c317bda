package slipstream.alerting.desk;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/**
 * An alert that has not ended, and who is kept from hearing of it.
 *
 * @param alert as it stands now
 * @param updatedAt when it was last heard of
 * @param endsAt when it ends unless it is heard of again
 * @param receivers the names of those to whom the routes lead, in the order of the routes
 * @param silencedBy ids of silences
 * @param inhibitedBy fingerprints of alerts that inhibit it
 */
public record AlertStatus(
        AlertEvent alert,
        Instant updatedAt,
        Instant endsAt,
        List<String> receivers,
        List<String> silencedBy,
        List<String> inhibitedBy) {
    public AlertStatus {
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(endsAt, "endsAt");
        receivers = List.copyOf(receivers);
        silencedBy = List.copyOf(silencedBy);
        inhibitedBy = List.copyOf(inhibitedBy);
    }

    public boolean isSuppressed() {
        return !silencedBy.isEmpty() || !inhibitedBy.isEmpty();
    }

    public boolean isFiring() {
        return alert.status() == AlertState.FIRING;
    }
}
