package slipstream.contract.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import slipstream.contract.document.Durations;

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
        return spending(BigDecimal.valueOf(budgetPercent), shortWindow, longWindow, period);
    }

    /** As {@link #spending(int, Duration, Duration, Duration)}, for any exact percentage. */
    public static BurnRatePair spending(
            BigDecimal budgetPercent, Duration shortWindow, Duration longWindow, Duration period) {
        Fraction factor = Fraction.of(
                budgetPercent.multiply(BigDecimal.valueOf(period.toSeconds())), 100L * longWindow.toSeconds());
        return new BurnRatePair(shortWindow, longWindow, factor.numerator(), factor.denominator());
    }

    /** The pair that fires above a burn rate, for example 14.4. */
    public static BurnRatePair above(BigDecimal factor, Duration shortWindow, Duration longWindow) {
        Fraction fraction = Fraction.of(factor, 1);
        return new BurnRatePair(shortWindow, longWindow, fraction.numerator(), fraction.denominator());
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

    /** What the pair means for a period, for people: {@code 5m and 1h above 14.4 (2 % of the budget of 30d in 1h)}. */
    public String describe(BudgetPeriod period) {
        double percent =
                100 * factor() * longWindow.toSeconds() / period.nominal().toSeconds();
        String length = Durations.format(longWindow);
        return String.format(
                Locale.ROOT,
                "%s and %s above %.4g (%.3g %% of the budget of %s in %s)",
                Durations.format(shortWindow),
                length,
                factor(),
                percent,
                period.words(),
                length);
    }
}
