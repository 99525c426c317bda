package slipstream.contract.listen;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A bearer token. It never shows itself: {@link #toString()} is masked. */
public final class AccessToken {
    /** Shorter tokens can be guessed. */
    public static final int MIN_CHARS = 16;

    private final byte[] secret;

    /** @throws IllegalArgumentException when the token is shorter than {@value #MIN_CHARS} characters */
    public AccessToken(String secret) {
        if (secret.length() < MIN_CHARS) {
            throw new IllegalArgumentException("a token must have at least " + MIN_CHARS + " characters");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the value of an {@code Authorization} header carries this token; compared in constant time. */
    public boolean isIn(String authorizationHeader) {
        String prefix = "Bearer ";
        if (authorizationHeader == null || !authorizationHeader.startsWith(prefix)) {
            return false;
        }
        byte[] given = authorizationHeader.substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret, given);
    }

    @Override
    public String toString() {
        return "***";
    }
}
