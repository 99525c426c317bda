package slipstream.ingest.netlify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The value of an {@code Authorization} header that somebody else chose, whatever its scheme. It never shows itself. */
public final class Authorization {
    /** Shorter ones can be guessed; as with the product's own tokens. */
    private static final int MIN_CHARS = 16;

    private final byte[] value;

    /** @throws IllegalArgumentException when it is too short, or no header can carry it */
    Authorization(String value) {
        if (value.length() < MIN_CHARS) {
            throw new IllegalArgumentException("the header's value must have at least " + MIN_CHARS + " characters");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("the header's value must be one line of visible ASCII characters");
        }
        this.value = value.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a header has this value; compared in constant time. */
    boolean is(String header) {
        return MessageDigest.isEqual(value, header.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
