package slipstream.contract.event;

import java.util.regex.Pattern;

/**
 * What the fields of an observation may hold, the same for every way in: an observation that breaks one of these rules would be
 * refused by every reader of the topic, so it must not be written to it.
 */
public final class ObservationRules {
    public static final int MAX_ATTRIBUTES = 64;

    /** A day; no request is measured for longer. */
    public static final double MAX_LATENCY_MILLIS = 86_400_000d;

    /** A name has A-Z a-z 0-9 . _ : / - only: names are used as labels, keys and file names later on, so nothing that needs escaping anywhere. */
    private static final int MAX_NAME_CHARS = 128;

    private static final int MAX_ECHOED_CHARS = 64;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private ObservationRules() {}

    /** Passes a name that can stand in a label, a key and a file name. */
    public static String name(String field, String name) throws RejectedObservationException {
        if (!isName(name)) {
            throw new RejectedObservationException(
                    RejectReason.NAME_NOT_ALLOWED,
                    field,
                    field + " '" + cut(name) + "' must have 1 to 128 of A-Z a-z 0-9 . _ : / - and not begin with __");
        }
        return name;
    }

    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isAllowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= ':') || c == '_';
            if (!isAllowed) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_NAME_CHARS && !name.startsWith("__");
    }

    /** Passes an HTTP status. */
    public static int status(long status) throws RejectedObservationException {
        if (status < 100 || status > 599) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE, "status", "status " + status + " is outside 100 to 599");
        }
        return (int) status;
    }

    /** Passes a time that a request may have taken. */
    public static double latencyMillis(String field, double millis) throws RejectedObservationException {
        if (!(millis >= 0 && millis <= MAX_LATENCY_MILLIS)) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE,
                    field,
                    field + " " + millis + " is outside 0 to " + (long) MAX_LATENCY_MILLIS);
        }
        return millis;
    }

    /** Passes a number that is neither infinite nor missing. */
    public static double number(String field, double number) throws RejectedObservationException {
        if (!Double.isFinite(number)) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE, field, field + " " + number + " is not a finite number");
        }
        return number;
    }

    /** Passes what a resource may grow to. */
    public static double limit(double limit) throws RejectedObservationException {
        if (number("limit", limit) <= 0) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE, "limit", "limit " + limit + " is not above 0");
        }
        return limit;
    }

    /** Passes what a browser measured. */
    public static double vital(double value) throws RejectedObservationException {
        if (number("value", value) < 0) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE, "value", "value " + value + " is below 0");
        }
        return value;
    }

    /** Passes a time that an incident may have lasted. */
    public static long durationMillis(long millis) throws RejectedObservationException {
        if (millis < 0 || millis > Incident.MAX_DURATION_MILLIS) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE,
                    "durationMillis",
                    "durationMillis " + millis + " is outside 0 to " + Incident.MAX_DURATION_MILLIS);
        }
        return millis;
    }

    /** Passes a name that stands in keys and log lines but, unlike {@link #name}, may have any printable character. */
    public static String title(String field, String title) throws RejectedObservationException {
        if (title.isEmpty() || title.length() > Origin.MAX_SOURCE_CHARS || hasControlCharacter(title)) {
            throw new RejectedObservationException(
                    RejectReason.NAME_NOT_ALLOWED,
                    field,
                    field + " '" + cut(title) + "' must have 1 to " + Origin.MAX_SOURCE_CHARS
                            + " characters, none of them a control character");
        }
        return title;
    }

    static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** What a record's constructor asks of a text that must not be empty. */
    static void requireText(String field, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
    }

    /** Passes text without half a surrogate pair, which an escape can make: it could be read but never written again. */
    public static String text(String field, String text) throws RejectedObservationException {
        boolean isOpen = false;
        boolean isWhole = true;
        for (int i = 0; i < text.length(); i++) {
            isWhole &= Character.isLowSurrogate(text.charAt(i)) == isOpen;
            isOpen = Character.isHighSurrogate(text.charAt(i));
        }
        if (isOpen || !isWhole) {
            throw new RejectedObservationException(
                    RejectReason.UNDECODABLE, field, field + " has half a surrogate pair, which is no character");
        }
        return text;
    }

    /** What is echoed in messages is short and has no control, invisible or broken characters. */
    public static String cut(String text) {
        return cut(text, MAX_ECHOED_CHARS);
    }

    static String cut(String text, int maxChars) {
        String start = text;
        if (text.length() > maxChars) {
            int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
            start = text.substring(0, end) + "…";
        }
        return UNPRINTABLE.matcher(start).replaceAll("?");
    }
}
