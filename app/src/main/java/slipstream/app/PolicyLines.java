package slipstream.app;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import slipstream.contract.document.Durations;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.SloCondition;
import slipstream.contract.slo.SloDefinition;

/** What an SLO alerts about, as lines for people: the factor of each window pair, and the share of the budget it stands for. */
final class PolicyLines {
    private PolicyLines() {}

    static List<String> of(SloDefinition slo) {
        List<String> lines = new ArrayList<>();
        for (AlertPolicy policy : slo.policies()) {
            String start = slo.id() + " " + policy.severity() + ": ";
            SloCondition condition = policy.condition();
            if (condition instanceof SloCondition.BurnRateWindows windows) {
                windows.pairs().forEach(pair -> lines.add(start + pair(pair, slo)));
            } else if (condition instanceof SloCondition.BurnRate rate) {
                lines.add(start + "burn rate over " + Durations.format(rate.lookback()) + " "
                        + rate.op().word() + " " + rate.threshold());
            } else if (condition instanceof SloCondition.BudgetLeft left) {
                lines.add(start + "less than " + rounded(left.belowPpm() / 10_000d) + " % of the budget left");
            } else if (condition instanceof SloCondition.Exhaustion exhaustion) {
                lines.add(start + "empty within " + Durations.format(exhaustion.within()));
            } else if (condition instanceof SloCondition.NoData noData) {
                lines.add(start + "no data for " + Durations.format(noData.within()));
            }
        }
        return lines;
    }

    /** share = factor · long window ÷ period (SRE Workbook, ch. 5). */
    private static String pair(BurnRatePair pair, SloDefinition slo) {
        double share = pair.factor()
                * pair.longWindow().toMillis()
                / slo.period().nominal().toMillis();
        return Durations.format(pair.shortWindow()) + " and " + Durations.format(pair.longWindow()) + " above "
                + rounded(pair.factor()) + ", which spends " + rounded(share * 100) + " % of the "
                + slo.period().words() + " budget in " + Durations.format(pair.longWindow());
    }

    /** To four digits, without the zeros behind: 14.4, 6, 0.5143. */
    private static String rounded(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
