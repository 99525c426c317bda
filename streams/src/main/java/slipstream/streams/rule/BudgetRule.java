package slipstream.streams.rule;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloCondition;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.budget.BudgetLine;
import slipstream.streams.budget.Countdown;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.SeriesPlan;

/** A policy of an SLO, on one of its objectives or, for a composite, on all of them together. */
final class BudgetRule implements Rule {
    private final SloDefinition slo;
    private final int line;
    private final AlertPolicy policy;
    private final SeriesPlan plan;
    private final String id;

    private BudgetRule(SloDefinition slo, int line, AlertPolicy policy) {
        this.slo = slo;
        this.line = line;
        this.policy = policy;
        this.plan = SeriesPlan.of(slo);
        this.id = String.join(
                "|",
                slo.id().name(),
                slo.isComposite() ? "" : slo.objectives().get(line).name(),
                policy.name(),
                policy.severity(),
                policy.condition().getClass().getSimpleName());
    }

    /** Every rule of an SLO. */
    static List<BudgetRule> of(SloDefinition slo) {
        List<BudgetRule> rules = new ArrayList<>();
        int lines = slo.isComposite() ? 1 : slo.objectives().size();
        for (int line = 0; line < lines; line++) {
            for (AlertPolicy policy : slo.policies()) {
                if (policy.whenBreaching()) {
                    rules.add(new BudgetRule(slo, line, policy));
                }
            }
        }
        return rules;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public AccountKey definition() {
        return AccountPlan.keyOf(slo);
    }

    @Override
    public String severity() {
        return policy.severity();
    }

    /** Burn rates of one objective are one matter, however fast it burns. */
    @Override
    public int ladder() {
        return policy.condition() instanceof SloCondition.BurnRateWindows
                        || policy.condition() instanceof SloCondition.BurnRate
                ? line
                : NO_LADDER;
    }

    @Override
    public Duration sustain() {
        return policy.condition() instanceof SloCondition.BurnRate burnRate ? burnRate.alertAfter() : Duration.ZERO;
    }

    @Override
    public Duration lapse() {
        Duration quarter = sustain().dividedBy(4);
        return quarter.compareTo(Duration.ofSeconds(10)) < 0 ? Duration.ofSeconds(10) : quarter;
    }

    @Override
    public boolean tellsEnd() {
        return policy.whenResolved();
    }

    @Override
    public boolean holds(Account account, long atMillis) {
        SloCondition condition = policy.condition();
        if (condition instanceof SloCondition.BurnRateWindows windows) {
            BudgetLine budget = budget(account);
            return windows.pairs().stream().anyMatch(pair -> isExceeded(windows, pair, budget));
        }
        if (condition instanceof SloCondition.BurnRate burnRate) {
            return budget(account)
                    .isBurning(
                            burnRate.op(),
                            burnRate.thresholdNumerator(),
                            burnRate.thresholdDenominator(),
                            plan.indexOf(burnRate.lookback()));
        }
        if (condition instanceof SloCondition.BudgetLeft left) {
            BudgetLine budget = budget(account);
            return budget.isBurning(
                    slipstream.contract.slo.Comparison.GT,
                    Objective.MILLION - left.belowPpm(),
                    Objective.MILLION,
                    budget.period());
        }
        if (condition instanceof SloCondition.Exhaustion exhaustion) {
            OptionalLong left = millisLeft(account, exhaustion.lookback());
            return left.isPresent() && left.getAsLong() <= exhaustion.within().toMillis();
        }
        SloCondition.NoData noData = (SloCondition.NoData) condition;
        return Silence.hasLasted(noData.within().toMillis(), account, slo.exclusions(), atMillis);
    }

    private BudgetLine budget(Account account) {
        return slo.isComposite() ? BudgetLine.combined(slo, account) : BudgetLine.of(slo, line, account);
    }

    private boolean isExceeded(SloCondition.BurnRateWindows windows, BurnRatePair pair, BudgetLine budget) {
        int shorter = plan.indexOf(pair.shortWindow());
        int longer = plan.indexOf(pair.longWindow());
        if (budget.bad(longer) < windows.minBad() * budget.unit()) {
            return false;
        }
        if (windows.basis() == SloCondition.Basis.BUDGET_SHARE) {
            return ateShare(budget, pair, pair.longWindow(), longer)
                    && ateShare(budget, pair, pair.shortWindow(), shorter);
        }
        return budget.isBurning(
                        slipstream.contract.slo.Comparison.GT, pair.factorNumerator(), pair.factorDenominator(), longer)
                && budget.isBurning(
                        slipstream.contract.slo.Comparison.GT,
                        pair.factorNumerator(),
                        pair.factorDenominator(),
                        shorter);
    }

    /** Whether a window ate what a burn rate of the factor spends in it: of the period's budget, factor · window ÷ period. */
    private boolean ateShare(BudgetLine budget, BurnRatePair pair, Duration window, int index) {
        return budget.ateShare(
                BigInteger.valueOf(pair.factorNumerator()).multiply(BigInteger.valueOf(window.toMillis())),
                BigInteger.valueOf(pair.factorDenominator())
                        .multiply(BigInteger.valueOf(slo.period().nominal().toMillis())),
                index);
    }

    private OptionalLong millisLeft(Account account, Duration lookback) {
        if (!slo.isComposite()) {
            return Countdown.millisLeft(slo, line, account, lookback);
        }
        OptionalLong soonest = OptionalLong.empty();
        for (int i = 0; i < slo.objectives().size(); i++) {
            OptionalLong left = Countdown.millisLeft(slo, i, account, lookback);
            if (left.isPresent() && (soonest.isEmpty() || left.getAsLong() < soonest.getAsLong())) {
                soonest = left;
            }
        }
        return soonest;
    }

    @Override
    public Facts facts(Account account, long atMillis) {
        BudgetLine budget = budget(account);
        List<AlertEvent.WindowPair> evidence = policy.condition() instanceof SloCondition.BurnRateWindows windows
                ? windows.pairs().stream()
                        .map(pair -> evidence(windows, pair, budget))
                        .toList()
                : List.of();
        Optional<Double> remaining = budget.remaining();
        return new Facts(
                slo.id().name(),
                slo.service(),
                labels(account, budget),
                annotations(),
                summary(account, atMillis, budget, evidence),
                evidence,
                remaining,
                Optional.empty());
    }

    private String summary(Account account, long atMillis, BudgetLine budget, List<AlertEvent.WindowPair> evidence) {
        String name = Labels.named(slo.id().name(), account);
        if (policy.condition() instanceof SloCondition.NoData) {
            return name + ": " + Labels.silent(Silence.millis(account, slo.exclusions(), atMillis));
        }
        Duration lookback = policy.condition() instanceof SloCondition.Exhaustion exhaustion
                ? exhaustion.lookback()
                : Countdown.LOOKBACK;
        int window = policy.condition() instanceof SloCondition.BurnRate burnRate
                ? plan.indexOf(burnRate.lookback())
                : budget.period();
        return name + ": "
                + new BudgetWords(slo, line, budget).summary(evidence, window, millisLeft(account, lookback));
    }

    private AlertEvent.WindowPair evidence(SloCondition.BurnRateWindows windows, BurnRatePair pair, BudgetLine budget) {
        int shorter = plan.indexOf(pair.shortWindow());
        int longer = plan.indexOf(pair.longWindow());
        return new AlertEvent.WindowPair(
                Durations.format(pair.shortWindow()),
                Durations.format(pair.longWindow()),
                pair.factor(),
                budget.burnRate(shorter),
                budget.burnRate(longer),
                budget.wholeBad(longer),
                budget.wholeTotal(longer),
                isExceeded(windows, pair, budget));
    }

    private SortedMap<String, String> labels(Account account, BudgetLine budget) {
        SortedMap<String, String> labels = new TreeMap<>(slo.labels());
        labels.putAll(policy.labels());
        Labels.putGroup(labels, slo.groupBy(), account);
        labels.values().removeIf(String::isEmpty);
        labels.remove("objective");
        labels.put("alertname", alertName());
        labels.put("slo", slo.id().name());
        labels.put("service", slo.service());
        labels.put("severity", policy.severity());
        if (!budget.name().isEmpty()) {
            labels.put("objective", budget.name());
        }
        if (!policy.name().isEmpty()) {
            labels.put("policy", policy.name());
        }
        if (!policy.targets().isEmpty()) {
            labels.put("targets", String.join(",", policy.targets()));
        }
        return labels;
    }

    private String alertName() {
        SloCondition condition = policy.condition();
        if (condition instanceof SloCondition.BudgetLeft) {
            return "ErrorBudgetLow";
        }
        if (condition instanceof SloCondition.Exhaustion) {
            return "ErrorBudgetExhaustion";
        }
        return condition instanceof SloCondition.NoData ? "NoData" : "ErrorBudgetBurn";
    }

    private SortedMap<String, String> annotations() {
        SortedMap<String, String> annotations = new TreeMap<>(slo.annotations());
        annotations.putAll(policy.annotations());
        if (!slo.description().isEmpty()) {
            annotations.putIfAbsent("description", slo.description());
        }
        return annotations;
    }
}
