package slipstream.alerting.route;

import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Labels as Alertmanager spells them in group keys, where each character counts: PagerDuty's incidents are known by a hash of them. */
public final class LabelText {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private LabelText() {}

    /** {@code {name="value", other="value"}}, in the order of the names. */
    public static String of(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map((Map.Entry<String, String> label) -> label.getKey() + "=" + quoted(label.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A name as it stands in a matcher: in quotes when it is none of the classic grammar. */
    static String name(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : quoted(name);
    }

    /** As Go's {@code %q}: quotes, backslashes and control characters are escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        quoted.append(String.format("\\x%02x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
