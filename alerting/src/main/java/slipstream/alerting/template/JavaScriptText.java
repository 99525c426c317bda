package slipstream.alerting.template;

import java.util.Locale;

/** Text escaped for the inside of a JavaScript string, as Go's {@code js} does. */
final class JavaScriptText {
    private JavaScriptText() {}

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> escaped.append(escaped(point)));
        return escaped.toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            case '"' -> "\\\"";
            case '<', '>', '&', '=' -> unicode(point);
            default -> point < ' ' ? unicode(point) : Character.toString(point);
        };
    }

    private static String unicode(int point) {
        return String.format(Locale.ROOT, "\\u%04X", point);
    }
}
