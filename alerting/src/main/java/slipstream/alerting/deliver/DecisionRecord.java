package slipstream.alerting.deliver;

import java.time.Instant;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.Notification;

/** A decision about telling one receiver of one event, before it is written down. */
record DecisionRecord(
        Receiver receiver,
        Pending pending,
        Notification.Decision decision,
        DeliveryReason reason,
        String detail,
        Instant decidedAt) {
    private static final String PAYLOAD_VERSION = "4";

    /**
     * The form of the notifications topic.
     *
     * @param externalUrl where people find Slipstream
     */
    Notification toNotification(String externalUrl) {
        AlertGroup group = AlertGroup.ofOne(pending.event());
        return new Notification(
                receiver.name(),
                group.status().word(),
                group.alerts(),
                group.notificationReason(),
                group.groupLabels(),
                group.commonLabels(),
                group.commonAnnotations(),
                externalUrl,
                PAYLOAD_VERSION,
                group.groupKey(),
                0,
                decision,
                detail.isEmpty() ? reason.word() : reason.word() + ": " + detail,
                pending.attempts(),
                decidedAt,
                IdempotencyKey.of(receiver, pending.event()));
    }
}
