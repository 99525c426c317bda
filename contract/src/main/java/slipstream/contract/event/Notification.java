package slipstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * A decision of the alerting module about one receiver: told, given up, or not told, each with its reason.
 *
 * <p>The first block of fields is Alertmanager's webhook payload, version 4, in its order; the rest is ours.
 *
 * @param notificationReason why a notification was due, for example {@code first notification}
 * @param decision what became of it
 * @param detail the receiver's answer or the error, in one line without secrets
 * @param attempts how often delivery was tried
 * @param decidedAt wall time of the decision
 * @param idempotencyKey the same over all attempts at one notification
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Notification(
        String receiver,
        String status,
        List<Alert> alerts,
        @JsonProperty("notification_reason") String notificationReason,
        SortedMap<String, String> groupLabels,
        SortedMap<String, String> commonLabels,
        SortedMap<String, String> commonAnnotations,
        String externalURL,
        String version,
        String groupKey,
        int truncatedAlerts,
        Decision decision,
        String detail,
        int attempts,
        Instant decidedAt,
        String idempotencyKey) {

    /** What became of a notification. */
    public enum Decision {
        /** The receiver confirmed it. */
        @JsonProperty("delivered")
        DELIVERED,
        /** The receiver refused it in a way that no retry can mend. */
        @JsonProperty("rejected")
        REJECTED,
        /** Every retry failed until the time to live was over. */
        @JsonProperty("expired")
        EXPIRED,
        /** It was decided not to tell. */
        @JsonProperty("suppressed")
        SUPPRESSED
    }

    /** An alert as Alertmanager's webhook payload has it; an alert that has not ended carries Go's zero time. */
    public record Alert(
            String status,
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            String startsAt,
            String endsAt,
            String generatorURL,
            String fingerprint) {}

    public Notification {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        alerts = List.copyOf(alerts);
    }
}
