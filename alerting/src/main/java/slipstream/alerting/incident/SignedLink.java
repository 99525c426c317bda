package slipstream.alerting.incident;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens for links in messages: whoever holds one may do one thing to one incident until an instant. They say what they are for in
 * plain and prove with HMAC-SHA256 that we wrote it. Immutable, thread-safe.
 */
public final class SignedLink {
    /** What a token's first half begins with, so that a later form can be told from this one. */
    private static final String VERSION = "1";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_TOKEN_CHARS = 512;

    private final SecretKeySpec key;

    /** @param secret at least 16 characters, known to nobody else */
    public SignedLink(String secret) {
        Objects.requireNonNull(secret, "secret");
        if (secret.length() < 16) {
            throw new IllegalArgumentException("a secret of fewer than 16 characters can be guessed");
        }
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** What a token allows. */
    public enum Purpose {
        ACKNOWLEDGE("ack");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }
    }

    /** What a token turned out to be. */
    public enum Outcome {
        VALID,
        /** It is too old; the incident's page still helps. */
        EXPIRED,
        /** Nobody who knows the secret wrote it, or it is for something else. */
        INVALID
    }

    /** @param incidentId only there when the token is one of ours, also an old one */
    public record Check(Outcome outcome, Optional<String> incidentId) {}

    /** A token that fits into an address as it is. */
    public String token(String incidentId, Purpose purpose, Instant expiresAt) {
        String claim = String.join("~", VERSION, purpose.word, incidentId, Long.toString(expiresAt.getEpochSecond()));
        String written = encode(claim.getBytes(StandardCharsets.UTF_8));
        return written + "." + signature(written);
    }

    /** Takes as long for a wrong token as for a right one. */
    public Check check(String token, Purpose purpose, Instant now) {
        Check invalid = new Check(Outcome.INVALID, Optional.empty());
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > MAX_TOKEN_CHARS) {
            return invalid;
        }
        String written = token.substring(0, dot);
        byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(signature(written).getBytes(StandardCharsets.UTF_8), given)) {
            return invalid;
        }
        String[] claim = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8).split("~", -1);
        if (!claim[0].equals(VERSION) || !claim[1].equals(purpose.word)) {
            return invalid;
        }
        boolean isExpired = now.getEpochSecond() >= Long.parseLong(claim[3]);
        return new Check(isExpired ? Outcome.EXPIRED : Outcome.VALID, Optional.of(claim[2]));
    }

    private String signature(String written) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return encode(mac.doFinal(written.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
