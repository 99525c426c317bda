package slipstream.alerting.template;

import java.math.BigInteger;
import java.util.Locale;

/** Numbers as Go writes them: {@code 12}, {@code -0x1F}, {@code 0b101}, {@code 0o17}, {@code 1_000}, {@code 2.5e3}. */
final class Numbers {
    private Numbers() {}

    /** A {@link Long} where the number is whole, as Go's {@code int}, else a {@link Double}. */
    static Object parse(Token token) throws TemplateException {
        String text = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        try {
            return whole(text);
        } catch (NumberFormatException notWhole) {
            try {
                if (text.matches("[+-]?[0-9.]+(e[+-]?[0-9]+)?")) {
                    return Double.parseDouble(text);
                }
            } catch (NumberFormatException e) {
                // The message below says it.
            }
            throw token.place().error("\"" + token.text() + "\" is not a number");
        }
    }

    private static Long whole(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        int radix = 10;
        if (digits.startsWith("0x")) {
            radix = 16;
        } else if (digits.startsWith("0b")) {
            radix = 2;
        } else if (digits.startsWith("0o") || digits.matches("0[0-7]+")) {
            radix = 8;
        }
        boolean prefixed = radix != 10 && !digits.matches("[0-7]+");
        BigInteger value = new BigInteger(prefixed ? digits.substring(2) : digits, radix);
        if (value.bitLength() > 63) {
            throw new NumberFormatException("too large");
        }
        return text.startsWith("-") ? -value.longValueExact() : value.longValueExact();
    }
}
