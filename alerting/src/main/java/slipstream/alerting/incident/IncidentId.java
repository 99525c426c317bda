package slipstream.alerting.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Names of incidents that can be read out and typed: five to eight characters of Crockford's base 32, with at least one digit above 1,
 * so that no name is a word.
 *
 * @see <a href="https://www.crockford.com/base32.html">Base 32</a>
 */
public final class IncidentId {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int SHORTEST = 5;
    private static final int LONGEST = 8;
    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + SHORTEST + "," + LONGEST + "}");
    private static final Pattern SURE_DIGIT = Pattern.compile("[2-9]");

    private IncidentId() {}

    /**
     * The name of the incident of a group that opens at an instant: always the same for the same group and instant, unless it is taken.
     *
     * @param isTaken whether another incident that is still remembered has a name
     */
    static String of(String groupKey, Instant openedAt, Predicate<String> isTaken) {
        for (int attempt = 0; ; attempt++) {
            int length = Math.min(LONGEST, SHORTEST + attempt / 8);
            String id = digits(groupKey + "\n" + openedAt + "\n" + attempt, length);
            if (SURE_DIGIT.matcher(id).find() && !isTaken.test(id)) {
                return id;
            }
        }
    }

    /** The name that somebody meant who typed this; empty when it cannot be one. */
    public static Optional<String> read(String typed) {
        String bare = typed.startsWith("#") ? typed.substring(1) : typed;
        String id = bare.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return FORM.matcher(id).matches() && SURE_DIGIT.matcher(id).find() ? Optional.of(id) : Optional.empty();
    }

    private static String digits(String text, int length) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder id = new StringBuilder();
            for (int i = 0; i < length; i++) {
                id.append(DIGITS.charAt(hash[i] & 31));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
