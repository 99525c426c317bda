package slipstream.streams.rule;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.budget.BudgetLine;

/**
 * How an alert about a budget is said. For example: {@code 412 bad of 9 830 in 1 h, 41.9x; 5.8 % of the 30 d budget gone in it,
 * 61.2 % left; empties Thu 14:20 UTC at this rate}.
 */
record BudgetWords(SloDefinition slo, BudgetLine budget, Instant at) {
    /**
     * The whole sentence.
     *
     * @param window the place of the window that is told
     * @param exhaustsAt when the budget will be gone
     */
    String summary(int window, Optional<Instant> exhaustsAt) {
        return spending(window)
                + gone(window)
                + exhaustsAt
                        .map(end -> "; empties " + Phrases.at(end, at) + " at this rate")
                        .orElse("");
    }

    private String spending(int window) {
        String rate = budget.burnRate(window)
                .map(times -> String.format(Locale.ROOT, "%.1fx", times))
                .orElse("no budget to burn");
        return Phrases.count(budget.wholeBad(window)) + " bad of " + Phrases.count(budget.wholeTotal(window)) + " in "
                + Phrases.length(budget.windowName(window)) + ", " + rate;
    }

    private String gone(int window) {
        Optional<Double> spent = budget.spent(window);
        Optional<Double> remaining = budget.remaining();
        if (spent.isEmpty() || remaining.isEmpty()) {
            return "";
        }
        String inIt = window == budget.period() ? " gone" : " gone in it";
        String rest = remaining.get() < 0
                ? ", overspent by " + Phrases.percent(-remaining.get())
                : ", " + Phrases.percent(remaining.get()) + " left";
        return "; " + Phrases.percent(spent.get()) + " of the " + period() + " budget" + inIt + rest;
    }

    private String period() {
        return slo.period() instanceof BudgetPeriod.Calendar calendar && calendar.amount() == 1
                ? calendar.unit().name().toLowerCase(Locale.ROOT) + "'s"
                : Phrases.length(slo.period().words());
    }
}
