package slipstream.streams.classify;

/**
 * Reads numbers that stand in text, such as attributes, without an exception for what is none: an attribute is read once for
 * every observation, and most programs write something other than a number now and then.
 */
final class Numerals {
    /** Up to so many digits a {@code long} holds the number, and a {@code double} holds it exactly below 2⁵³. */
    private static final int EXACT_DIGITS = 15;

    /** The powers of ten that a double holds exactly, as far as {@link #EXACT_DIGITS} digits need them. */
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final double WHOLE_BELOW = 1e15;

    private Numerals() {}

    /**
     * The nearest double of a decimal number such as {@code -12}, {@code 0.5} or {@code 1e-3}.
     *
     * @return {@link Double#NaN} when the text is null, no such number, or too large to be finite
     */
    static double read(String text) {
        if (text == null || text.isEmpty()) {
            return Double.NaN;
        }
        int at = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        long digits = 0;
        int count = 0;
        int fraction = 0;
        boolean isBehindPoint = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits = count < EXACT_DIGITS ? digits * 10 + (c - '0') : digits;
                count++;
                fraction += isBehindPoint ? 1 : 0;
            } else if (c == '.' && !isBehindPoint) {
                isBehindPoint = true;
            } else {
                break;
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (at < text.length() || count > EXACT_DIGITS) {
            return isExponent(text, at) ? parsed(text) : Double.NaN;
        }
        // Both operands are exact, so the one division rounds as a parser would (Clinger 1990).
        double number = digits / POWERS_OF_TEN[fraction];
        return text.charAt(0) == '-' ? -number : number;
    }

    /** Whether the rest of the text is nothing, or {@code e} and a whole number. */
    private static boolean isExponent(String text, int from) {
        int at = from;
        if (at == text.length()) {
            return true;
        }
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        at++;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int first = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > first && at == text.length();
    }

    /** The shortest decimal form, whole numbers without a fraction; null for {@link Double#NaN}, which is what is absent. */
    static String write(double number) {
        if (Double.isNaN(number)) {
            return null;
        }
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < WHOLE_BELOW;
        return isWhole ? Long.toString((long) number) : Double.toString(number);
    }

    private static double parsed(String text) {
        double number = Double.parseDouble(text);
        return Double.isInfinite(number) ? Double.NaN : number;
    }
}
