package slipstream.ingest.line;

/** Numbers read straight from the bytes of a line. */
final class Digits {
    /** What is returned for bytes that are not a number; no number that is read is negative. */
    static final long NONE = -1;

    private static final int MAX_DECIMALS = 15;

    private static final long[] POWERS = powers();

    private Digits() {}

    /** Two decimal digits, or {@link #NONE} as int. */
    static int two(byte[] line, int at) {
        int tens = line[at] - '0';
        int ones = line[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? (int) NONE : tens * 10 + ones;
    }

    /** Four decimal digits, or {@link #NONE} as int. */
    static int four(byte[] line, int at) {
        int high = two(line, at);
        int low = two(line, at + 2);
        return high < 0 || low < 0 ? (int) NONE : high * 100 + low;
    }

    /** A whole number without sign of at most 18 digits that fills the range, or {@link #NONE}. */
    static long whole(byte[] line, int from, int to) {
        if (from >= to || to - from > 18) {
            return NONE;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** {@code 12.345} times ten to the power of {@code shift}, or NaN when the range is not such a number. */
    static double shifted(byte[] line, int from, int to, int shift) {
        int point = point(line, from, to);
        long mantissa = mantissa(line, from, to, point);
        if (mantissa == NONE) {
            return Double.NaN;
        }
        int power = shift - Math.max(0, to - point - 1);
        return power >= 0 ? (double) mantissa * POWERS[power] : mantissa / (double) POWERS[-power];
    }

    /** As {@link #shifted}, cut off to a whole number; {@link #NONE} when the range is not such a number or too large. */
    static long shiftedWhole(byte[] line, int from, int to, int shift) {
        int point = point(line, from, to);
        long mantissa = mantissa(line, from, to, point);
        if (mantissa == NONE) {
            return NONE;
        }
        int power = shift - Math.max(0, to - point - 1);
        if (power < 0) {
            return mantissa / POWERS[-power];
        }
        return mantissa > Long.MAX_VALUE / POWERS[power] ? NONE : mantissa * POWERS[power];
    }

    private static int point(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == '.') {
                return i;
            }
        }
        return to;
    }

    private static long mantissa(byte[] line, int from, int to, int point) {
        if (point == to) {
            return whole(line, from, to);
        }
        if (to - from > 19 || point == from || point == to - 1 || to - point - 1 > MAX_DECIMALS) {
            return NONE;
        }
        long before = whole(line, from, point);
        long after = whole(line, point + 1, to);
        return before == NONE || after == NONE ? NONE : before * POWERS[to - point - 1] + after;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
