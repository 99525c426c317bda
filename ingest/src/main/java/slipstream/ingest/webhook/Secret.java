package slipstream.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that a sender shares with us. It never shows itself. */
final class Secret {
    /** How the keys of Standard Webhooks begin; base64 follows. */
    private static final String STANDARD_PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";

    /** Shorter ones can be guessed. */
    private static final int MIN_CHARS = 16;

    private final byte[] key;

    private Secret(byte[] key) {
        this.key = key;
    }

    /**
     * The key of Standard Webhooks: {@code whsec_} and 24 to 64 bytes in base64.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Secret standard(String text) {
        if (!text.startsWith(STANDARD_PREFIX)) {
            throw new IllegalArgumentException("a key of Standard Webhooks begins with " + STANDARD_PREFIX);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.substring(STANDARD_PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("what follows " + STANDARD_PREFIX + " must be base64", e);
        }
        if (key.length < 24 || key.length > 64) {
            throw new IllegalArgumentException("the key must have 24 to 64 bytes, has " + key.length);
        }
        return new Secret(key);
    }

    /**
     * Any text that was agreed on.
     *
     * @throws IllegalArgumentException when it can be guessed
     */
    static Secret text(String text) {
        if (text.length() < MIN_CHARS) {
            throw new IllegalArgumentException("a secret must have at least " + MIN_CHARS + " characters");
        }
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256 over some bytes, one after the other. */
    byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Whether a signature is that of the bytes; compared in constant time. */
    boolean hasSigned(byte[] signature, byte[]... parts) {
        return MessageDigest.isEqual(sign(parts), signature);
    }

    @Override
    public String toString() {
        return "***";
    }
}
