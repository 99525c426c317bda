package slipstream.alerting.deliver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;

/** Several messages in one, for a receiver that may not be called as often as there is something to say. */
final class Digest {
    private static final String GROUP_KEY = "{}:digest";

    private Digest() {}

    /** All their alerts as one group; its key is made from theirs, so that the same messages always make the same digest. */
    static Message of(List<Pending> parts) {
        List<AlertEvent> alerts = new ArrayList<>();
        StringBuilder keys = new StringBuilder();
        for (Pending part : parts) {
            alerts.addAll(part.message().group().events());
            keys.append(part.message().idempotencyKey()).append('\n');
        }
        AlertGroup together =
                new AlertGroup(GROUP_KEY, new TreeMap<>(), alerts, "digest of " + parts.size() + " notifications");
        return new Message(together, sha256(keys.toString()), Optional.empty());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
