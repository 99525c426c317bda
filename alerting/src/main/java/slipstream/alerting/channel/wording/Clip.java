package slipstream.alerting.channel.wording;

import java.nio.charset.StandardCharsets;

/** Cuts texts to the lengths that receivers take. */
public final class Clip {
    private static final String MORE = "…";

    private Clip() {}

    /** At most so many characters, never half of one, and an ellipsis where something is missing. */
    public static String chars(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + MORE;
    }

    /** The same on one line: white space and control characters become single blanks. */
    public static String line(String text, int max) {
        return chars(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), max);
    }

    /** How long a text is when it is sent. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
