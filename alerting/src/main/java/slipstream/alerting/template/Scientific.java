package slipstream.alerting.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers that are not negative, with an exponent where Go writes one. */
final class Scientific {
    private Scientific() {}

    /** {@code %e} with so many digits behind the point. */
    static String of(double number, int digits) {
        BigDecimal rounded = rounded(number, digits + 1);
        int exponent = exponent(rounded);
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(digits, RoundingMode.HALF_EVEN)
                .toPlainString();
        return mantissa + suffix(exponent);
    }

    /** {@code %g} with so many significant digits: without zeros at the end, with an exponent where that is shorter. */
    static String general(double number, int digits) {
        int significant = Math.max(1, digits);
        BigDecimal rounded = rounded(number, significant);
        int exponent = exponent(rounded);
        if (exponent < -4 || exponent >= significant) {
            return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + suffix(exponent);
        }
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal rounded(double number, int significant) {
        return new BigDecimal(number).round(new MathContext(significant, RoundingMode.HALF_EVEN));
    }

    private static int exponent(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
    }

    private static String suffix(int exponent) {
        return "e" + (exponent < 0 ? "-" : "+") + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }
}
