package slipstream.alerting.group;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The identity of a group in Alertmanager's spelling: the matchers on the way to its route, a colon, and its labels in order
 * of name. Its SHA-256 is what Alertmanager gives PagerDuty as the key of an incident, so each character counts.
 */
final class GroupKey {
    private GroupKey() {}

    /** The key of a group at the root route, whose matchers are none. */
    static String atRoot(SortedMap<String, String> groupLabels) {
        return "{}:" + labelSet(groupLabels);
    }

    private static String labelSet(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map((Map.Entry<String, String> label) -> label.getKey() + "=" + quoted(label.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** As Go's {@code %q}: quotes, backslashes and control characters are escaped. */
    private static String quoted(String text) {
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
