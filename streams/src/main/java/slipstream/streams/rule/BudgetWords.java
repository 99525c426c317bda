package slipstream.streams.rule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.budget.BudgetLine;

/**
 * How an alert about a budget is said. For example: {@code 412 bad of 9830 in 1h, 14.6x the budget of 99.9 %; 61.2 % of the 30d budget
 * is left; empty in 4h 16m at this rate}.
 *
 * @param line which objective, unless the SLO is a composite
 */
record BudgetWords(SloDefinition slo, int line, BudgetLine budget) {
    /**
     * The whole sentence.
     *
     * @param evidence the window pairs that were looked at; the first that is exceeded is told
     * @param window the window that is told where there are no pairs
     * @param millisLeft the time until the budget is gone
     */
    String summary(List<AlertEvent.WindowPair> evidence, int window, OptionalLong millisLeft) {
        return spending(evidence, window) + left() + countdown(millisLeft);
    }

    private String spending(List<AlertEvent.WindowPair> evidence, int window) {
        Optional<AlertEvent.WindowPair> decisive = evidence.stream()
                .filter(AlertEvent.WindowPair::exceeded)
                .findFirst()
                .or(() -> evidence.stream().findFirst());
        return decisive.map(pair -> counted(pair.longBad(), pair.longTotal(), pair.longWindow(), pair.longBurnRate()))
                .orElseGet(() -> counted(
                        budget.wholeBad(window),
                        budget.wholeTotal(window),
                        budget.windowName(window),
                        budget.burnRate(window)));
    }

    private String counted(long bad, long total, String window, Optional<Double> rate) {
        String target = slo.isComposite()
                ? "the budget of its objectives"
                : "the budget of " + slo.objectives().get(line).targetPercent() + " %";
        String times =
                rate.map(r -> String.format(Locale.ROOT, "%.1fx %s", r, target)).orElse("no budget to burn");
        return String.format(Locale.ROOT, "%d bad of %d in %s, %s", bad, total, window, times);
    }

    private String left() {
        return budget.remaining()
                .map(share -> String.format(
                        Locale.ROOT,
                        "; %.1f %% of the %s budget is left",
                        share * 100,
                        slo.period().words()))
                .orElse("");
    }

    private static String countdown(OptionalLong millisLeft) {
        return millisLeft.isEmpty() || millisLeft.getAsLong() == 0
                ? ""
                : "; empty in " + Labels.rounded(Duration.ofMillis(millisLeft.getAsLong())) + " at this rate";
    }
}
