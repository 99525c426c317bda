package slipstream.alerting.route;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of matchers before Alertmanager 0.27: {@code name op value}, the value in quotes or not, in which {@code \"},
 * {@code \\} and {@code \n} are escapes ({@code pkg/labels/parse.go}).
 */
final class ClassicMatchers {
    private static final Pattern ONE =
            Pattern.compile("^\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*([\\s\\S]*?)\\s*$");

    private ClassicMatchers() {}

    static List<LabelMatcher> parse(String text) {
        String inner = text.startsWith("{") ? text.substring(1) : text;
        inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
        List<LabelMatcher> all = new ArrayList<>();
        for (String part : split(inner)) {
            all.add(one(part));
        }
        return all;
    }

    /** At the commas that stand outside of quotes; a comma at the end separates nothing. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            if (c == '"' && !escaped) {
                quoted = !quoted;
            }
            escaped = c == '\\' && !escaped;
            part.append(c);
        }
        if (part.length() > 0) {
            parts.add(part.toString());
        }
        return parts;
    }

    private static LabelMatcher one(String text) {
        Matcher matcher = ONE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a matcher such as severity=\"critical\"");
        }
        LabelMatcher.Operator operator =
                LabelMatcher.Operator.ofSign(matcher.group(2)).orElseThrow();
        return new LabelMatcher(matcher.group(1), operator, value(matcher.group(3), text));
    }

    private static String value(String raw, String text) {
        boolean begins = raw.startsWith("\"");
        String inner = begins ? raw.substring(1) : raw;
        StringBuilder value = new StringBuilder();
        boolean ends = false;
        boolean escaped = false;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (escaped) {
                escaped = false;
                switch (c) {
                    case 'n' -> value.append('\n');
                    case '"', '\\' -> value.append(c);
                    default -> value.append('\\').append(c);
                }
            } else if (c == '\\' && i < inner.length() - 1) {
                escaped = true;
            } else if (c == '\\') {
                value.append('\\');
            } else if (c == '"') {
                if (!begins || i < inner.length() - 1) {
                    throw new IllegalArgumentException("'" + text + "' has a quote within its value");
                }
                ends = true;
            } else {
                value.append(c);
            }
        }
        if (begins != ends) {
            throw new IllegalArgumentException("'" + text + "' has a quote that is not closed");
        }
        return value.toString();
    }
}
