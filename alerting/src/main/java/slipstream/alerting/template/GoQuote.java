package slipstream.alerting.template;

import java.util.Locale;

/** A Go string with its quotes, as {@code %q} writes it. */
final class GoQuote {
    private GoQuote() {}

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> quoted.append(escaped(point)));
        return quoted.append('"').toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            default -> isPrintable(point) ? Character.toString(point) : code(point);
        };
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    private static String code(int point) {
        if (point < 0x80) {
            return String.format(Locale.ROOT, "\\x%02x", point);
        }
        return point > 0xFFFF
                ? String.format(Locale.ROOT, "\\U%08x", point)
                : String.format(Locale.ROOT, "\\u%04x", point);
    }
}
