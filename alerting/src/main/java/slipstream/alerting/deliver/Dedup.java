package slipstream.alerting.deliver;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Notification;

/**
 * What each receiver has been told, and so what it need not be told: neither the same thing twice, nor the end of something
 * it never heard of, nor what nobody is to be told.
 *
 * <p>It remembers a bounded number of notifications, the latest. Once it has forgotten any, it no longer keeps back the end
 * of an alert: to tell once too often is better than to leave somebody waiting. Thread-safe.
 */
public final class Dedup {
    /** About 20 MB of keys; a thousand alerts a day for three months. */
    private static final int REMEMBERED = 100_000;

    private final int remembered;
    private final Set<String> told = new LinkedHashSet<>();
    private boolean forgetful;

    public Dedup() {
        this(REMEMBERED);
    }

    Dedup(int remembered) {
        this.remembered = remembered;
    }

    /** Learns from a record of the notifications topic, whoever wrote it; learning it again changes nothing. */
    public void learn(Notification decision) {
        if (decision.decision() == Notification.Decision.DELIVERED) {
            remember(decision.idempotencyKey());
        }
    }

    /** Notes that a notification was delivered. */
    synchronized void remember(String idempotencyKey) {
        told.add(idempotencyKey);
        if (told.size() > remembered) {
            Iterator<String> eldest = told.iterator();
            eldest.next();
            eldest.remove();
            forgetful = true;
        }
    }

    /** Why this receiver is not to be told; empty when it is. */
    synchronized Optional<DeliveryReason> reasonNotToTell(Receiver receiver, AlertEvent event) {
        if (event.silent()) {
            return Optional.of(DeliveryReason.SILENT);
        }
        if (told.contains(IdempotencyKey.of(receiver, event))) {
            return Optional.of(DeliveryReason.ALREADY_TOLD);
        }
        if (event.status() == AlertState.FIRING) {
            return Optional.empty();
        }
        if (!receiver.sendResolved()) {
            return Optional.of(DeliveryReason.RESOLVED_NOT_WANTED);
        }
        boolean heardOfIt = told.contains(IdempotencyKey.of(receiver, event, AlertState.FIRING));
        return heardOfIt || forgetful ? Optional.empty() : Optional.of(DeliveryReason.FIRING_NEVER_TOLD);
    }
}
