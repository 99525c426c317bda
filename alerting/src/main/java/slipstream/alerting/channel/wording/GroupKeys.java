package slipstream.alerting.channel.wording;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key of a group as Alertmanager gives it to PagerDuty and Opsgenie. */
public final class GroupKeys {
    private GroupKeys() {}

    /** SHA-256 in hexadecimal digits; open and close share it, and so do Alertmanager and we. */
    public static String hash(String groupKey) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(groupKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
