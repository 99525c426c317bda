package slipstream.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A decision of the alerting module about one receiver: told, given up, or not told, each with its reason.
 *
 * <p>The first block of fields is Alertmanager's webhook payload, version 4, in its order; the rest is ours.
 *
 * @param status {@code firing} when any of the alerts is firing, else {@code resolved}
 * @param notificationReason why a notification was due, for example {@code first notification}
 * @param routeLabels labels of the route itself, empty when it has none
 * @param truncatedAlerts how many alerts of the group are not in {@code alerts}
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
        SortedMap<String, String> routeLabels,
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
            String fingerprint) {
        public Alert {
            Objects.requireNonNull(status, "status");
            labels = SortedLabels.copyOf(labels);
            annotations = SortedLabels.copyOf(annotations);
            Objects.requireNonNull(startsAt, "startsAt");
            Objects.requireNonNull(endsAt, "endsAt");
            Objects.requireNonNull(generatorURL, "generatorURL");
            Objects.requireNonNull(fingerprint, "fingerprint");
        }
    }

    public Notification {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(status, "status");
        alerts = List.copyOf(alerts);
        Objects.requireNonNull(notificationReason, "notificationReason");
        groupLabels = SortedLabels.copyOf(groupLabels);
        commonLabels = SortedLabels.copyOf(commonLabels);
        commonAnnotations = SortedLabels.copyOf(commonAnnotations);
        routeLabels = SortedLabels.copyOf(routeLabels);
        Objects.requireNonNull(externalURL, "externalURL");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(groupKey, "groupKey");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(decidedAt, "decidedAt");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
    }

    /** A notification of a route that has no labels of its own. */
    public Notification(
            String receiver,
            String status,
            List<Alert> alerts,
            String notificationReason,
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
        this(
                receiver,
                status,
                alerts,
                notificationReason,
                groupLabels,
                commonLabels,
                commonAnnotations,
                new TreeMap<>(),
                externalURL,
                version,
                groupKey,
                truncatedAlerts,
                decision,
                detail,
                attempts,
                decidedAt,
                idempotencyKey);
    }
}
