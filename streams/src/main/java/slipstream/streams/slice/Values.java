package slipstream.streams.slice;

/**
 * Numbers taken from observations, summed up so that they can be merged in any order: associative, commutative, with {@link
 * #NONE} as identity.
 *
 * <p>Sums of doubles would depend on their order. A number is therefore added in steps of 2⁻²⁰ (about a millionth), as two limbs: sum =
 * (high · 2³² + low) · 2⁻²⁰. Minimum, maximum, first and last are kept as they came. First and last go by event time, and by
 * value where the times are equal.
 *
 * @param count how many numbers
 */
public record Values(
        long count,
        long sumHigh,
        long sumLow,
        double min,
        double max,
        long firstMillis,
        double first,
        long lastMillis,
        double last) {
    /** Larger numbers are refused where observations come in. */
    public static final double LARGEST = 1e15;

    public static final Values NONE = new Values(
            0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Long.MAX_VALUE, 0, Long.MIN_VALUE, 0);

    private static final double STEPS = 1L << 20;
    private static final double LIMB = 1L << 32;
    private static final double FITS_IN_STEPS = 1L << 42;

    /** One number at an instant; what lies beyond ±10¹⁵ counts as that. */
    public static Values of(long timeMillis, double value) {
        double bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
        long high;
        long low;
        if (Math.abs(bounded) < FITS_IN_STEPS) {
            long steps = (long) Math.rint(bounded * STEPS);
            high = steps >> 32;
            low = steps & 0xFFFF_FFFFL;
        } else {
            long whole = (long) Math.rint(bounded);
            high = whole >> 12;
            low = (whole & 0xFFFL) << 20;
        }
        return new Values(1, high, low, value, value, timeMillis, value, timeMillis, value);
    }

    public Values plus(Values other) {
        if (count == 0) {
            return other;
        }
        if (other.count == 0) {
            return this;
        }
        boolean isFirst = firstMillis < other.firstMillis || (firstMillis == other.firstMillis && first <= other.first);
        boolean isLast = lastMillis > other.lastMillis || (lastMillis == other.lastMillis && last >= other.last);
        return new Values(
                Math.addExact(count, other.count),
                Math.addExact(sumHigh, other.sumHigh),
                Math.addExact(sumLow, other.sumLow),
                Math.min(min, other.min),
                Math.max(max, other.max),
                isFirst ? firstMillis : other.firstMillis,
                isFirst ? first : other.first,
                isLast ? lastMillis : other.lastMillis,
                isLast ? last : other.last);
    }

    public double sum() {
        return (sumHigh * LIMB + sumLow) / STEPS;
    }

    /** Sum ÷ count, or NaN without numbers. */
    public double mean() {
        return count == 0 ? Double.NaN : sum() / count;
    }

    /** The last number less the first, or NaN without numbers. */
    public double increase() {
        return count == 0 ? Double.NaN : last - first;
    }
}
