package slipstream.contract.slo;

import java.time.Duration;
import java.util.Objects;

/**
 * A pair of windows that alerts when the burn rate exceeds the factor over both: the long window shows that enough budget
 * was spent, the short one that it is still being spent (SRE Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts").
 *
 * <p>The factor is the exact fraction {@code factorNumerator / factorDenominator}.
 */
public record BurnRatePair(Duration shortWindow, Duration longWindow, long factorNumerator, long factorDenominator) {
    public BurnRatePair {
        Objects.requireNonNull(shortWindow, "shortWindow");
        Objects.requireNonNull(longWindow, "longWindow");
        if (shortWindow.compareTo(longWindow) >= 0) {
            throw new IllegalArgumentException(
                    "the short window " + shortWindow + " must be shorter than the long window " + longWindow);
        }
        if (factorNumerator < 1 || factorDenominator < 1) {
            throw new IllegalArgumentException("a burn rate factor is positive");
        }
    }

    /**
     * The pair that fires when {@code budgetPercent} of the period's budget goes in the long window.
     *
     * <p>factor = budget % ÷ 100 · period ÷ long window (SRE Workbook, ch. 5; Sloth {@code internal/alert/window.go}):
     * 2 % of 30 d in 1 h is 14.4.
     */
    public static BurnRatePair spending(int budgetPercent, Duration shortWindow, Duration longWindow, Duration period) {
        long numerator = Math.multiplyExact(budgetPercent, period.toSeconds());
        long denominator = Math.multiplyExact(100L, longWindow.toSeconds());
        long divisor = gcd(numerator, denominator);
        return new BurnRatePair(shortWindow, longWindow, numerator / divisor, denominator / divisor);
    }

    /** The burn rate that both windows must exceed, rounded to a double for display. */
    public double factor() {
        return (double) factorNumerator / factorDenominator;
    }

    /** Whether a burn rate can exceed the factor at all: the largest is 1 ÷ (1 − target), when every event is bad. */
    public boolean canFire(Objective objective) {
        return Math.multiplyExact(factorNumerator, objective.badPpm())
                < Math.multiplyExact(factorDenominator, Objective.MILLION);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
