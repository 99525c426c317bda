package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the string of an Apache {@code LogFormat}: text with directives such as {@code %h} or <code>%{Referer}i</code> in it. */
final class ApacheSyntax {
    private static final String ALLOWED =
            "known are %a %A %b %B %C %D %e %f %h %H %i %I %k %l %L %m %n %o %O %p %P %q %r %R"
                    + " %s %S %t %T %u %U %v %V %X, %^FB, %^ti, %^to and %%";

    private final String format;
    private final List<FormatPart> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int at;

    private ApacheSyntax(String format) {
        this.format = format;
    }

    static List<FormatPart> parse(String format) {
        return new ApacheSyntax(format).parse();
    }

    private List<FormatPart> parse() {
        while (at < format.length()) {
            char c = format.charAt(at);
            if (c != '%') {
                text.append(c);
                at++;
            } else if (format.startsWith("%%", at)) {
                text.append('%');
                at += 2;
            } else {
                directive();
            }
        }
        endText();
        return parts;
    }

    private void endText() {
        if (text.length() > 0) {
            parts.add(new FormatPart.Literal(text.toString()));
            text.setLength(0);
        }
    }

    private void directive() {
        int start = at++;
        skipStatusCondition();
        boolean last = false;
        String argument = "";
        while (at < format.length() && "<>{".indexOf(format.charAt(at)) >= 0) {
            char c = format.charAt(at);
            if (c == '{') {
                int close = format.indexOf('}', at);
                if (close < 0) {
                    throw new InvalidFormatException(at, "the { has no }");
                }
                argument = format.substring(at + 1, close);
                at = close + 1;
            } else {
                last = c == '>';
                at++;
            }
        }
        if (at == format.length()) {
            throw new InvalidFormatException(start, "the directive has no letter; " + ALLOWED);
        }
        String letter = format.startsWith("^", at)
                ? format.substring(at, Math.min(at + 3, format.length()))
                : "" + format.charAt(at);
        at += letter.length();
        add(start, letter, argument, last);
    }

    /** {@code %!200,304{X}i} is logged for some statuses only and is {@code -} for the others, which is absent anyway. */
    private void skipStatusCondition() {
        if (format.startsWith("!", at)) {
            at++;
        }
        while (at < format.length() && (Character.isDigit(format.charAt(at)) || format.charAt(at) == ',')) {
            at++;
        }
    }

    private void add(int start, String letter, String argument, boolean last) {
        String written = format.substring(start, at);
        if (letter.equals("t")) {
            addTime(start, written, argument);
            return;
        }
        Meaning meaning = switch (letter) {
            case "s" -> last ? Meaning.STATUS : Meaning.FIRST_STATUS;
            case "D" -> Meaning.LATENCY_MICROS;
            case "T" -> latencyIn(argument, start);
            case "r" -> Meaning.REQUEST;
            case "m" -> Meaning.METHOD;
            case "U" -> Meaning.PATH;
            default -> Meaning.OTHER;
        };
        endText();
        parts.add(new FormatPart.Variable(meaning, written, name(start, letter, argument), start));
    }

    private static Meaning latencyIn(String unit, int start) {
        return switch (unit) {
            case "", "s" -> Meaning.LATENCY_SECONDS;
            case "ms" -> Meaning.LATENCY_MILLIS;
            case "us" -> Meaning.LATENCY_MICROS;
            default ->
                throw new InvalidFormatException(start, "%{" + unit + "}T has no known unit; known are s, ms, us");
        };
    }

    private void addTime(int start, String written, String argument) {
        String form = argument.startsWith("begin:") || argument.startsWith("end:")
                ? argument.substring(argument.indexOf(':') + 1)
                : argument;
        if (form.isEmpty()) {
            text.append('[');
            endText();
            parts.add(new FormatPart.Variable(Meaning.TIME_LOCAL, written, "time_local", start));
            text.append(']');
            return;
        }
        endText();
        Meaning meaning = switch (form) {
            case "sec" -> Meaning.EPOCH_SECONDS;
            case "msec" -> Meaning.EPOCH_MILLIS;
            case "usec" -> Meaning.EPOCH_MICROS;
            case "msec_frac" -> Meaning.MILLIS_FRACTION;
            case "usec_frac" -> Meaning.MICROS_FRACTION;
            default -> Meaning.TIME_PATTERN;
        };
        Optional<TimePattern> pattern =
                meaning == Meaning.TIME_PATTERN ? Optional.of(TimePattern.compile(form, start)) : Optional.empty();
        parts.add(new FormatPart.Variable(meaning, written, "time", pattern, start));
    }

    /** The name that nginx has for the same thing, so that attributes are called alike whoever wrote the log. */
    private static String name(int start, String letter, String argument) {
        String word = argument.toLowerCase(Locale.ROOT).replace('-', '_');
        return switch (letter) {
            case "h", "a" -> "remote_addr";
            case "u" -> "remote_user";
            case "b", "B" -> "body_bytes_sent";
            case "O" -> "bytes_sent";
            case "I" -> "request_length";
            case "v", "V" -> "server_name";
            case "p" -> "server_port";
            case "A" -> "server_addr";
            case "H" -> "server_protocol";
            case "q" -> "args";
            case "X" -> "connection_status";
            case "L" -> "request_id";
            case "i" -> "http_" + word;
            case "o" -> "sent_http_" + word;
            case "C" -> "cookie_" + word;
            case "e", "n" -> word;
            case "s" -> "status";
            case "D", "T" -> "request_time";
            case "r" -> "request";
            case "m" -> "request_method";
            case "U" -> "uri";
            case "f", "k", "l", "P", "R", "S", "^FB", "^ti", "^to" -> "apache_" + letter.replace("^", "");
            default -> throw new InvalidFormatException(start, "%" + letter + " is not a directive; " + ALLOWED);
        };
    }
}
