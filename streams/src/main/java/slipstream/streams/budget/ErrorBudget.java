package slipstream.streams.budget;

import java.util.Optional;
import slipstream.contract.slo.Objective;

/**
 * The error budget of one objective: the share of events that may be bad.
 *
 * <p>burn rate = (bad ÷ total) ÷ (1 − target): 1 spends exactly the budget over the period (SRE Workbook, ch. 5). remaining = 1 −
 * burn rate over the period, by events, and negative when overspent.
 */
public record ErrorBudget(Objective objective) {
    /** How fast the budget goes; empty when there was no event, or when a target of 100 % leaves no budget that could go. */
    public Optional<Double> burnRate(long bad, long total) {
        if (total == 0 || objective.badPpm() == 0) {
            return Optional.empty();
        }
        return Optional.of(((double) bad * Objective.MILLION) / ((double) total * objective.badPpm()));
    }

    /** What is left of it, of 1, given the counts of the whole period; empty when there was no event. */
    public Optional<Double> remaining(long badOfPeriod, long totalOfPeriod) {
        return burnRate(badOfPeriod, totalOfPeriod).map(rate -> 1 - rate);
    }

    /**
     * Whether the burn rate is strictly above a factor, decided in whole numbers:
     * bad ÷ total &gt; (n ÷ d) · (ppm ÷ 10⁶) ⇔ bad · (d · 10⁶) &gt; total · (n · ppm). No event, no burn.
     */
    public boolean isBurningAbove(long factorNumerator, long factorDenominator, long bad, long total) {
        if (total == 0) {
            return false;
        }
        long left = Math.multiplyExact(factorDenominator, Objective.MILLION);
        long right = Math.multiplyExact(factorNumerator, objective.badPpm());
        return productIsGreater(bad, left, total, right);
    }

    /** a · b &gt; c · d for numbers that are not negative, in 128 bits. */
    private static boolean productIsGreater(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high > 0 || (high == 0 && Long.compareUnsigned(a * b, c * d) > 0);
    }
}
