package slipstream.alerting.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The escapes of a Go string in double quotes (The Go Programming Language Specification, "Rune literals"). */
public final class GoEscapes {
    private GoEscapes() {}

    /** @throws IllegalArgumentException when an escape is not one of Go's */
    public static String unescape(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\') {
                int point = inner.codePointAt(i);
                i += Character.charCount(point) - 1;
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            i = escape(inner, i + 1, bytes);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Reads what follows a backslash; returns the index of its last character. */
    private static int escape(String inner, int at, ByteArrayOutputStream bytes) {
        char c = at < inner.length() ? inner.charAt(at) : 0;
        switch (c) {
            case 'a' -> bytes.write(7);
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'v' -> bytes.write(11);
            case '\\', '"' -> bytes.write(c);
            case 'x' -> {
                bytes.write(number(inner, at + 1, 2, 16));
                return at + 2;
            }
            case 'u', 'U' -> {
                int digits = c == 'u' ? 4 : 8;
                int point = number(inner, at + 1, digits, 16);
                if (!Character.isValidCodePoint(point) || (point >= 0xD800 && point <= 0xDFFF)) {
                    throw unknown(inner, at);
                }
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                return at + digits;
            }
            default -> {
                int value = number(inner, at, 3, 8);
                if (value > 0xFF) {
                    throw unknown(inner, at);
                }
                bytes.write(value);
                return at + 2;
            }
        }
        return at;
    }

    private static int number(String inner, int at, int digits, int radix) {
        try {
            String text = inner.substring(at, at + digits);
            if (text.startsWith("-") || text.startsWith("+")) {
                throw unknown(inner, at);
            }
            return Integer.parseInt(text, radix);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw unknown(inner, at);
        }
    }

    private static IllegalArgumentException unknown(String inner, int at) {
        return new IllegalArgumentException(
                "'" + inner + "' has an escape that Go does not know, before character " + (at + 1));
    }
}
