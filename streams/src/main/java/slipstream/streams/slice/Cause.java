package slipstream.streams.slice;

import java.util.LinkedHashMap;
import java.util.Map;

/** What bad events have in common, as a text: names and values such as method, route and region, in the order in which people say them. */
public final class Cause {
    private static final char BETWEEN = '\u001F';

    /** Longer values are cut: they are told in one line, and kept for each series. */
    private static final int LONGEST = 80;

    private final StringBuilder text = new StringBuilder(48);

    /** Adds a value, unless it is empty. */
    public Cause with(String name, String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        if (text.length() > 0) {
            text.append(BETWEEN);
        }
        text.append(name).append('=');
        int end = Math.min(value.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char next = value.charAt(i);
            text.append(Character.isISOControl(next) ? '?' : next);
        }
        return this;
    }

    /** The text of all values. */
    public String text() {
        return text.toString();
    }

    /** The names and values of a text, in its order. */
    public static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf(BETWEEN, from);
            int end = to < 0 ? text.length() : to;
            int equals = text.indexOf('=', from);
            values.put(text.substring(from, equals), text.substring(equals + 1, end));
            from = end + 1;
        }
        return values;
    }
}
