package slipstream.alerting.deliver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** The identity of a notification: the same over every attempt and every restart. */
final class IdempotencyKey {
    private IdempotencyKey() {}

    static String of(Receiver receiver, AlertEvent event) {
        return of(receiver, event, event.status());
    }

    /** The key of the notification that tells this episode of an alert to be in the given state. */
    static String of(Receiver receiver, AlertEvent event, AlertState state) {
        String identity = String.join(
                "\n", receiver.id(), event.fingerprint(), event.startsAt().toString(), state.word());
        return HexFormat.of().formatHex(sha256().digest(identity.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
