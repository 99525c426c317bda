package slipstream.contract.slo;

import java.util.List;
import java.util.Locale;

/** The SLO that an alert policy is read for: what is possible depends on its period and its targets. */
record Subject(String slo, BudgetPeriod period, List<Objective> objectives) {
    Subject {
        objectives = List.copyOf(objectives);
    }

    /** Whether any of the promises leaves a budget. */
    boolean hasBudget() {
        return objectives.stream().anyMatch(objective -> objective.badPpm() > 0);
    }

    /** Whether a burn rate can be above (or, where {@code orEqual}, at) a fraction: the largest is 1 ÷ (1 − target). */
    boolean canBurn(long numerator, long denominator, boolean orEqual) {
        return objectives.stream().anyMatch(objective -> {
            long wanted = Math.multiplyExact(numerator, objective.badPpm());
            long possible = Math.multiplyExact(denominator, Objective.MILLION);
            return orEqual ? wanted <= possible : wanted < possible;
        });
    }

    /** Why a burn rate is out of reach, in words. */
    String outOfReach(double factor) {
        double largest = objectives.stream()
                .mapToDouble(objective -> Objective.MILLION / (double) objective.badPpm())
                .max()
                .orElse(1);
        return String.format(
                Locale.ROOT,
                "it needs a burn rate above %.4g, and at this target the largest possible is %.4g",
                factor,
                largest);
    }
}
