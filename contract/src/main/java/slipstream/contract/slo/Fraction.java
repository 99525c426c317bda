package slipstream.contract.slo;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact fraction in lowest terms, small enough that its products with counts stay within a long. */
record Fraction(long numerator, long denominator) {
    private static final BigInteger LARGEST = BigInteger.valueOf(1_000_000_000L);
    private static final int MAX_DIGITS = 30;

    /**
     * {@code number ÷ divisor}.
     *
     * @throws IllegalArgumentException when it takes more than nine digits above or below the line, or is negative
     */
    static Fraction of(BigDecimal number, long divisor) {
        if (number.signum() < 0 || Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "a number of at most " + MAX_DIGITS + " digits, not negative, is wanted");
        }
        BigInteger above = number.scale() < 0 ? number.toBigIntegerExact() : number.unscaledValue();
        BigInteger below = BigInteger.TEN.pow(Math.max(0, number.scale())).multiply(BigInteger.valueOf(divisor));
        BigInteger common = above.gcd(below);
        above = above.divide(common);
        below = below.divide(common);
        if (above.compareTo(LARGEST) > 0 || below.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "the fraction " + above + "/" + below + " is finer than can be kept exactly");
        }
        return new Fraction(above.longValueExact(), below.longValueExact());
    }
}
