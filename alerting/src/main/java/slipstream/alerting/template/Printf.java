package slipstream.alerting.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Go's {@code fmt.Sprintf}, for the types that templates have. */
final class Printf {
    /** A width or precision beyond this is a mistake, or means to fill the memory. */
    private static final int MAX_WIDTH = 10_000;

    private final String format;
    private final List<Object> values;
    private final BoundedText text = new BoundedText();
    private int at;
    private int next;

    private String flags = "";
    private int width;
    private int precision;

    Printf(String format, List<Object> values) {
        this.format = format;
        this.values = values;
    }

    String format() throws EvaluationException {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                percent = format.length();
            }
            text.add(format.substring(at, percent));
            at = percent + 1;
            if (percent < format.length()) {
                directive();
            }
        }
        if (next < values.size()) {
            extra();
        }
        return text.toString();
    }

    private void directive() throws EvaluationException {
        int start = at;
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        flags = format.substring(start, at);
        width = number(0);
        if (width < 0) {
            flags += "-";
            width = -width;
        }
        precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = number(0);
        }
        if (at >= format.length()) {
            text.add("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            text.add("%");
        } else if (next >= values.size()) {
            text.add("%!" + Character.toString(verb) + "(MISSING)");
        } else {
            add((char) verb, values.get(next++));
        }
    }

    private int number(int otherwise) throws EvaluationException {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Object value = next < values.size() ? values.get(next++) : null;
            return bounded(value instanceof Long number ? number : otherwise);
        }
        int start = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        return at == start ? otherwise : bounded(Long.parseLong(format.substring(start, Math.min(at, start + 9))));
    }

    private static int bounded(long number) throws EvaluationException {
        if (Math.abs(number) > MAX_WIDTH) {
            throw new EvaluationException("the width " + number + " is above " + MAX_WIDTH);
        }
        return (int) number;
    }

    private void extra() throws EvaluationException {
        text.add("%!(EXTRA ");
        for (int i = next; i < values.size(); i++) {
            text.add(i == next ? "" : ", ").add(Values.typeName(values.get(i)) + "=");
            Printer.add(text, values.get(i));
        }
        text.add(")");
    }

    private void add(char verb, Object value) throws EvaluationException {
        if (verb == 'T') {
            text.add(padded(Values.typeName(value)));
        } else if (value instanceof List<?> list && verb != 'v' && !(value instanceof Printer.Printed)) {
            String separator = "[";
            for (Object element : list) {
                text.add(separator);
                add(verb, element);
                separator = " ";
            }
            text.add(list.isEmpty() ? "[]" : "]");
        } else {
            text.add(one(verb, value));
        }
    }

    private String one(char verb, Object value) throws EvaluationException {
        if (value instanceof Long number) {
            return whole(verb, number);
        }
        if (value instanceof Double number) {
            return fraction(verb, number);
        }
        if (value instanceof GoDuration duration && "dxXobc".indexOf(verb) >= 0) {
            return whole(verb, duration.nanos());
        }
        if (value instanceof Boolean && (verb == 't' || verb == 'v')) {
            return padded(value.toString());
        }
        if (value instanceof Boolean || (value == null && verb != 'v')) {
            return wrong(verb, value);
        }
        return text(verb, value);
    }

    private String text(char verb, Object value) throws EvaluationException {
        String shown = Printer.plain(value);
        String cut = precision >= 0 ? head(shown, precision) : shown;
        return switch (verb) {
            case 'v' -> value instanceof Map<?, ?> ? shown : padded(cut);
            case 's' -> padded(cut);
            case 'q' -> padded(flags.contains("#") && !cut.contains("`") ? "`" + cut + "`" : GoQuote.quoted(cut));
            case 'x' -> padded(hex(cut));
            case 'X' -> padded(hex(cut).toUpperCase(Locale.ROOT));
            default -> wrong(verb, value);
        };
    }

    private static String head(String text, int points) {
        return text.codePointCount(0, text.length()) <= points
                ? text
                : text.substring(0, text.offsetByCodePoints(0, points));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private String whole(char verb, long number) throws EvaluationException {
        return switch (verb) {
            case 'd', 'v' -> numeric(sign(number < 0), magnitude(number, 10));
            case 'x' -> numeric(sign(number < 0), (flags.contains("#") ? "0x" : "") + magnitude(number, 16));
            case 'X' ->
                numeric(
                        sign(number < 0),
                        (flags.contains("#") ? "0X" : "")
                                + magnitude(number, 16).toUpperCase(Locale.ROOT));
            case 'o' -> numeric(sign(number < 0), (flags.contains("#") ? "0" : "") + magnitude(number, 8));
            case 'b' -> numeric(sign(number < 0), magnitude(number, 2));
            case 'c' -> padded(character(number));
            case 'q' -> padded("'" + (number == '\'' ? "\\'" : character(number)) + "'");
            case 'U' -> padded(String.format(Locale.ROOT, "U+%04X", number));
            default -> wrong(verb, number);
        };
    }

    private static String character(long number) {
        return Character.isValidCodePoint((int) number) && number >= 0 && number <= Character.MAX_CODE_POINT
                ? Character.toString((int) number)
                : "\uFFFD";
    }

    private static String magnitude(long number, int radix) {
        String digits = Long.toString(number, radix);
        return number < 0 ? digits.substring(1) : digits;
    }

    private String fraction(char verb, double number) throws EvaluationException {
        if ("vgGfFeE".indexOf(verb) < 0) {
            return wrong(verb, number);
        }
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return padded(Printer.shortest(number));
        }
        String sign = sign(number < 0 || 1 / number < 0);
        double size = Math.abs(number);
        return switch (verb) {
            case 'f', 'F' ->
                numeric(
                        sign,
                        new BigDecimal(size)
                                .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
                                .toPlainString());
            case 'e', 'E' -> numeric(sign, cased(verb, Scientific.of(size, precision < 0 ? 6 : precision)));
            default ->
                numeric(
                        sign,
                        cased(verb, precision < 0 ? Printer.shortest(size) : Scientific.general(size, precision)));
        };
    }

    private static String cased(char verb, String number) {
        return Character.isUpperCase(verb) ? number.toUpperCase(Locale.ROOT) : number;
    }

    private String sign(boolean negative) {
        if (negative) {
            return "-";
        }
        return flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    }

    private String numeric(String sign, String digits) {
        if (flags.contains("0") && !flags.contains("-")) {
            return sign + "0".repeat(Math.max(0, width - sign.length() - digits.length())) + digits;
        }
        return padded(sign + digits);
    }

    private String padded(String shown) {
        int missing = Math.max(0, width - shown.codePointCount(0, shown.length()));
        String fill = (flags.contains("0") && !flags.contains("-") ? "0" : " ").repeat(missing);
        return flags.contains("-") ? shown + fill : fill + shown;
    }

    private static String wrong(char verb, Object value) throws EvaluationException {
        String type = value == null ? "<nil>" : Values.typeName(value) + "=" + Printer.plain(value);
        return "%!" + verb + "(" + type + ")";
    }
}
