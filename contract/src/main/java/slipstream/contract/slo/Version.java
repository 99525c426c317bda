package slipstream.contract.slo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short hash of everything that decides what is counted: it changes exactly when counts before and after cannot be added up. */
final class Version {
    private Version() {}

    /** @param parts texts that decide what is counted, in a fixed order */
    static String of(String... parts) {
        try {
            byte[] text = String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
