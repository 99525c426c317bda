package slipstream.streams.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.BurnRatePolicy;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.budget.ErrorBudget;
import slipstream.streams.slice.WindowSums;
import slipstream.streams.slice.Windows;

/**
 * True while both windows of at least one pair burn the budget faster than the pair's factor, strictly (SRE Workbook, ch. 5; the
 * rule that Sloth generates). A window without events never burns. Immutable.
 */
final class BurnRateRule {
    private final SloDefinition slo;
    private final Objective objective;
    private final BurnRatePolicy policy;
    private final ErrorBudget budget;
    private final String key;
    private final List<Pair> pairs = new ArrayList<>();

    /** A pair and the places of its windows in a reading. */
    private record Pair(BurnRatePair definition, int shorter, int longer) {
        boolean isExceeded(ErrorBudget budget, WindowSums sums) {
            return isExceeded(budget, sums, longer) && isExceeded(budget, sums, shorter);
        }

        private boolean isExceeded(ErrorBudget budget, WindowSums sums, int window) {
            return budget.isBurningAbove(
                    definition.factorNumerator(), definition.factorDenominator(), sums.bad(window), sums.total(window));
        }
    }

    BurnRateRule(SloDefinition slo, Objective objective, BurnRatePolicy policy) {
        this.slo = slo;
        this.objective = objective;
        this.policy = policy;
        this.budget = new ErrorBudget(objective);
        this.key = String.join("|", slo.id().name(), slo.version(), objective.name(), policy.severity());
        List<Duration> windows = Windows.of(slo);
        for (BurnRatePair pair : policy.pairs()) {
            pairs.add(new Pair(pair, windows.indexOf(pair.shortWindow()), windows.indexOf(pair.longWindow())));
        }
    }

    SloDefinition slo() {
        return slo;
    }

    Objective objective() {
        return objective;
    }

    String severity() {
        return policy.severity();
    }

    /** Names the rule in the store, over restarts; a changed indicator makes it another rule. */
    String key() {
        return key;
    }

    boolean isExceeded(WindowSums sums) {
        for (Pair pair : pairs) {
            if (pair.isExceeded(budget, sums)) {
                return true;
            }
        }
        return false;
    }

    /** Every pair of the rule as it stands. */
    List<AlertEvent.WindowPair> evidence(WindowSums sums) {
        return pairs.stream().map(pair -> evidence(pair, sums)).toList();
    }

    private AlertEvent.WindowPair evidence(Pair pair, WindowSums sums) {
        return new AlertEvent.WindowPair(
                Durations.format(pair.definition().shortWindow()),
                Durations.format(pair.definition().longWindow()),
                pair.definition().factor(),
                budget.burnRate(sums.bad(pair.shorter()), sums.total(pair.shorter())),
                budget.burnRate(sums.bad(pair.longer()), sums.total(pair.longer())),
                sums.bad(pair.longer()),
                sums.total(pair.longer()),
                pair.isExceeded(budget, sums));
    }

    /** What is left of the objective's budget. */
    Optional<Double> budgetRemaining(WindowSums sums) {
        int period = sums.count() - 1;
        return budget.remaining(sums.bad(period), sums.total(period));
    }
}
