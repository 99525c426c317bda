package slipstream.ingest.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import slipstream.contract.event.RejectedObservationException;

/** An OTLP {@code AnyValue} as text or number. What is nested is written as JSON would be, without regard to its last comma or quote. */
final class AnyValue {
    private static final int STRING = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int DOUBLE = 4;
    private static final int ARRAY = 5;
    private static final int KEY_VALUES = 6;
    private static final int BYTES = 7;

    /** Deeper values are left out; no reader needs them, and each level costs stack. */
    private static final int MAX_DEPTH = 16;

    private AnyValue() {}

    /** The text of a value, cut to so many characters; empty when it has none. */
    static String text(byte[] bytes, int from, int to, int maxChars) throws RejectedObservationException {
        WireReader value = new WireReader().over(bytes, from, to);
        String text = "";
        while (value.next()) {
            if (value.isRange(STRING)) {
                text = cut(bytes, value.from(), value.to(), maxChars);
            } else {
                text = other(bytes, value, text, maxChars);
            }
        }
        return text;
    }

    private static String other(byte[] bytes, WireReader value, String before, int maxChars)
            throws RejectedObservationException {
        if (value.isVarint(BOOL)) {
            return Boolean.toString(value.number() != 0);
        }
        if (value.isVarint(INT)) {
            return Long.toString(value.number());
        }
        if (value.isFixed64(DOUBLE)) {
            return Double.toString(Double.longBitsToDouble(value.number()));
        }
        if (value.isRange(BYTES)) {
            int to = Math.min(value.to(), value.from() + maxChars * 3 / 4);
            return new String(
                    Base64.getEncoder().encode(java.util.Arrays.copyOfRange(bytes, value.from(), to)),
                    StandardCharsets.US_ASCII);
        }
        if (value.isRange(ARRAY) || value.isRange(KEY_VALUES)) {
            StringBuilder nested = new StringBuilder();
            append(nested, bytes, value.from(), value.to(), value.field(), MAX_DEPTH, maxChars);
            return cut(nested.toString(), maxChars);
        }
        return before;
    }

    private static void append(StringBuilder out, byte[] bytes, int from, int to, int kind, int depth, int maxChars)
            throws RejectedObservationException {
        out.append(kind == ARRAY ? '[' : '{');
        WireReader items = new WireReader().over(bytes, from, to);
        String between = "";
        while (items.next() && out.length() < maxChars && depth > 0) {
            if (items.isRange(1)) {
                out.append(between);
                between = ",";
                appendItem(out, bytes, items.from(), items.to(), kind, depth, maxChars);
            }
        }
        out.append(kind == ARRAY ? ']' : '}');
    }

    private static void appendItem(StringBuilder out, byte[] bytes, int from, int to, int kind, int depth, int maxChars)
            throws RejectedObservationException {
        if (kind == ARRAY) {
            appendValue(out, bytes, from, to, depth, maxChars);
            return;
        }
        WireReader pair = new WireReader().over(bytes, from, to);
        while (pair.next()) {
            if (pair.isRange(1)) {
                quote(out, cut(bytes, pair.from(), pair.to(), maxChars));
                out.append(':');
            } else if (pair.isRange(2)) {
                appendValue(out, bytes, pair.from(), pair.to(), depth, maxChars);
            }
        }
    }

    private static void appendValue(StringBuilder out, byte[] bytes, int from, int to, int depth, int maxChars)
            throws RejectedObservationException {
        WireReader value = new WireReader().over(bytes, from, to);
        while (value.next()) {
            if (value.isRange(STRING)) {
                quote(out, cut(bytes, value.from(), value.to(), maxChars));
            } else if (value.isRange(ARRAY) || value.isRange(KEY_VALUES)) {
                append(out, bytes, value.from(), value.to(), value.field(), depth - 1, maxChars);
            } else {
                out.append(other(bytes, value, "", maxChars));
            }
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    /** The text of some bytes; what is no UTF-8 becomes the replacement character. */
    static String cut(byte[] bytes, int from, int to, int maxChars) {
        // No character has more than three bytes to a UTF-16 unit.
        int end = (int) Math.min(to, from + 3L * maxChars);
        return cut(new String(bytes, from, end - from, StandardCharsets.UTF_8), maxChars);
    }

    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars);
    }
}
