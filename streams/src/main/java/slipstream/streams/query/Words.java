package slipstream.streams.query;

import java.time.Duration;
import java.util.stream.Collectors;
import slipstream.contract.document.Durations;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.Selector;
import slipstream.contract.slo.SloCondition;

/** Indicators and conditions as a person would say them. */
final class Words {
    private Words() {}

    static String of(Indicator indicator) {
        String of = ", of those where " + indicator.total().expression();
        if (indicator instanceof Indicator.GoodRatio ratio) {
            return "good where " + ratio.good().expression() + of;
        }
        if (indicator instanceof Indicator.BadRatio ratio) {
            return "bad where " + ratio.bad().expression() + of;
        }
        if (indicator instanceof Indicator.Raw raw) {
            return (raw.isSuccess() ? "good" : "bad") + " by the share "
                    + raw.value().expression() + of;
        }
        if (indicator instanceof Indicator.Selected) {
            return "all" + of;
        }
        Indicator.Threshold limit = (Indicator.Threshold) indicator;
        return "good where " + limit.value().expression() + " " + sign(limit.comparison()) + " " + limit.threshold()
                + of;
    }

    static String of(SloCondition condition) {
        if (condition instanceof SloCondition.BurnRateWindows windows) {
            return windows.pairs().stream()
                    .map(pair -> "burn rate above " + pair.factor() + " over " + Durations.format(pair.shortWindow())
                            + " and " + Durations.format(pair.longWindow()))
                    .collect(Collectors.joining(", or "));
        }
        if (condition instanceof SloCondition.BurnRate rate) {
            return "burn rate over " + Durations.format(rate.lookback()) + " " + sign(rate.op()) + " "
                    + rate.threshold();
        }
        if (condition instanceof SloCondition.BudgetLeft left) {
            return "less than " + left.belowPpm() / 10_000d + " % of the budget is left";
        }
        if (condition instanceof SloCondition.Exhaustion exhaustion) {
            return "the budget will be gone within " + Durations.format(exhaustion.within());
        }
        return noData(((SloCondition.NoData) condition).within());
    }

    static String of(RuleCondition condition) {
        if (condition instanceof RuleCondition.Threshold threshold) {
            return threshold.aggregation().word() + " over " + Durations.format(threshold.window()) + " "
                    + sign(threshold.op()) + " " + threshold.value().toPlainString()
                    + threshold
                            .sustained()
                            .map(time -> " for " + Durations.format(time))
                            .orElse("");
        }
        if (condition instanceof RuleCondition.Consecutive consecutive) {
            String lanes =
                    consecutive.lanes().stream().map(Selector::expression).collect(Collectors.joining(", "));
            return consecutive.count() + " bad in a row"
                    + (lanes.isEmpty() ? "" : ", in at least " + consecutive.quorum() + " of " + lanes);
        }
        if (condition instanceof RuleCondition.Quota quota) {
            return quota.aggregation().word() + " in a calendar period of "
                    + quota.period().words() + " reaches " + quota.warnAtPpm() / 10_000d + " % of "
                    + quota.limit().toPlainString();
        }
        return noData(((RuleCondition.NoData) condition).within());
    }

    private static String noData(Duration within) {
        return "no data for " + Durations.format(within);
    }

    private static String sign(Comparison comparison) {
        return switch (comparison) {
            case LTE -> "<=";
            case GTE -> ">=";
            case LT -> "<";
            case GT -> ">";
        };
    }
}
