package slipstream.alerting.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The identity of a notification: the same over every attempt and every restart, since it follows from what is told and from what
 * was told before.
 */
final class IdempotencyKey {
    private IdempotencyKey() {}

    /**
     * The key of a notification.
     *
     * @param last what the receiver was told before
     * @param why what makes it another one than that of the same content, for example the step of an escalation; may be empty
     */
    static String of(
            ToldKey key,
            SortedMap<String, Instant> firing,
            SortedMap<String, Instant> resolved,
            Optional<Told> last,
            String why) {
        MessageDigest digest = sha256();
        String before = last.map(told -> told.at().toString()).orElse("");
        for (String part :
                new String[] {key.receiver(), key.groupKey(), firing.toString(), resolved.toString(), before, why}) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
