package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;
import slipstream.contract.event.Notification.Decision;

/** Decisions in the form of the notifications topic. */
final class Decisions {
    private static final String PAYLOAD_VERSION = "4";

    /** A record that names more would not fit into a record of Kafka; the count of the others stands in it. */
    private static final int MAX_ALERTS = 200;

    private final String externalUrl;

    /** @param externalUrl where people find Slipstream */
    Decisions(String externalUrl) {
        this.externalUrl = externalUrl;
    }

    /** What is decided about telling one receiver. */
    record Made(Decision decision, DeliveryReason reason, String detail, int attempts, Instant at) {
        static Made suppressed(DeliveryReason reason, String detail, Instant at) {
            return new Made(Decision.SUPPRESSED, reason, detail, 0, at);
        }
    }

    Notification record(Receiver receiver, AlertGroup group, String idempotencyKey, Made made) {
        List<AlertEvent> named = new ArrayList<>(
                group.events().subList(0, Math.min(MAX_ALERTS, group.events().size())));
        AlertGroup shown = new AlertGroup(group.groupKey(), group.groupLabels(), named, group.notificationReason());
        return new Notification(
                receiver.name(),
                group.status().word(),
                shown.alerts(),
                group.notificationReason(),
                group.groupLabels(),
                group.commonLabels(),
                group.commonAnnotations(),
                externalUrl,
                PAYLOAD_VERSION,
                group.groupKey(),
                group.events().size() - named.size(),
                made.decision(),
                made.detail().isEmpty() ? made.reason().word() : made.reason().word() + ": " + made.detail(),
                made.attempts(),
                made.at(),
                idempotencyKey);
    }
}
