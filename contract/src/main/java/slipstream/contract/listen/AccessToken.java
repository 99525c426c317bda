package slipstream.contract.listen;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A bearer token. It never shows itself: {@link #toString()} is masked. */
public final class AccessToken {
    /** Shorter tokens can be guessed. */
    public static final int MIN_CHARS = 16;

    /** The scheme of RFC 6750; schemes are compared without regard to case (RFC 9110, section 11.1). */
    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    /**
     * @throws IllegalArgumentException when the token is shorter than {@value #MIN_CHARS} characters, or has a character
     *     that no header can carry, such as the newline at the end of a file
     */
    public AccessToken(String secret) {
        if (secret.length() < MIN_CHARS) {
            throw new IllegalArgumentException("a token must have at least " + MIN_CHARS + " characters");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "a token must have visible ASCII characters only, no spaces or newlines");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the value of an {@code Authorization} header carries this token; compared in constant time. */
    public boolean isIn(String authorizationHeader) {
        if (authorizationHeader == null || !authorizationHeader.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorizationHeader.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret, given);
    }

    @Override
    public String toString() {
        return "***";
    }
}
