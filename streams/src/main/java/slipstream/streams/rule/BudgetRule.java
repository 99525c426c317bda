package slipstream.streams.rule;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
import slipstream.streams.slice.Offences;
import slipstream.streams.slice.SeriesPlan;
import slipstream.streams.slice.WindowSums;

/** A policy of an SLO, on one of its objectives or, for a composite, on all of them together. */
final class BudgetRule implements Rule {
    private final SloDefinition slo;
    private final int line;
    private final AlertPolicy policy;
    private final SeriesPlan plan;
    private final String id;

    /** The places of the windows of each pair, where the condition is about pairs. */
    private final int[] shorter;

    private final int[] longer;

    private BudgetRule(SloDefinition slo, int line, AlertPolicy policy) {
        this.slo = slo;
        this.line = line;
        this.policy = policy;
        this.plan = SeriesPlan.of(slo);
        List<BurnRatePair> pairs =
                policy.condition() instanceof SloCondition.BurnRateWindows windows ? windows.pairs() : List.of();
        this.shorter = pairs.stream()
                .mapToInt(pair -> plan.indexOf(pair.shortWindow()))
                .toArray();
        this.longer =
                pairs.stream().mapToInt(pair -> plan.indexOf(pair.longWindow())).toArray();
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
            return isAnyExceeded(windows, account);
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

    private boolean isAnyExceeded(SloCondition.BurnRateWindows windows, Account account) {
        if (!slo.isComposite() && isCalm(account.sums(line))) {
            return false;
        }
        BudgetLine budget = budget(account);
        for (int pair = 0; pair < longer.length; pair++) {
            if (isExceeded(windows, pair, budget)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some window of each pair has nothing bad, which no basis takes for burning: so it is at nearly every reading. */
    private boolean isCalm(WindowSums sums) {
        for (int i = 0; i < shorter.length; i++) {
            if (sums.bad(shorter[i]) != 0 && sums.bad(longer[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isExceeded(SloCondition.BurnRateWindows windows, int place, BudgetLine budget) {
        if (budget.bad(longer[place]) < windows.minBad() * budget.unit()) {
            return false;
        }
        BurnRatePair pair = windows.pairs().get(place);
        if (windows.basis() == SloCondition.Basis.BUDGET_SHARE) {
            return ateShare(budget, pair, pair.longWindow(), longer[place])
                    && ateShare(budget, pair, pair.shortWindow(), shorter[place]);
        }
        return isBurning(budget, pair, longer[place]) && isBurning(budget, pair, shorter[place]);
    }

    private static boolean isBurning(BudgetLine budget, BurnRatePair pair, int window) {
        return budget.isBurning(
                slipstream.contract.slo.Comparison.GT, pair.factorNumerator(), pair.factorDenominator(), window);
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
                ? IntStream.range(0, longer.length)
                        .mapToObj(pair -> evidence(windows, pair, budget))
                        .toList()
                : List.of();
        int window = decisive(evidence, budget);
        Optional<Instant> exhaustsAt = exhaustsAt(account, atMillis);
        return new Facts(
                slo.id().name(),
                slo.service(),
                labels(account, budget),
                annotations(),
                Labels.named(slo.id().name(), account) + ": " + sentence(account, atMillis, budget, window, exhaustsAt),
                evidence,
                budget.remaining(),
                Optional.empty(),
                budget.spent(window),
                exhaustsAt,
                TopCauses.of(offences(account)));
    }

    private Offences offences(Account account) {
        if (!slo.isComposite()) {
            return account.offences(slo.objectives().get(line).indicator());
        }
        Offences all = new Offences();
        IntStream.range(0, slo.indicators().size()).forEach(indicator -> all.add(account.offences(indicator)));
        return all;
    }

    private String sentence(
            Account account, long atMillis, BudgetLine budget, int window, Optional<Instant> exhaustsAt) {
        return policy.condition() instanceof SloCondition.NoData
                ? Labels.silent(Silence.millis(account, slo.exclusions(), atMillis))
                : new BudgetWords(slo, budget, Instant.ofEpochMilli(atMillis)).summary(window, exhaustsAt);
    }

    /** The window that is told: of pairs the longer one of the first that is exceeded. */
    private int decisive(List<AlertEvent.WindowPair> evidence, BudgetLine budget) {
        if (policy.condition() instanceof SloCondition.BurnRate burnRate) {
            return plan.indexOf(burnRate.lookback());
        }
        if (evidence.isEmpty()) {
            return budget.period();
        }
        int exceeded = IntStream.range(0, evidence.size())
                .filter(pair -> evidence.get(pair).exceeded())
                .findFirst()
                .orElse(0);
        return longer[exceeded];
    }

    private Optional<Instant> exhaustsAt(Account account, long atMillis) {
        Duration lookback = policy.condition() instanceof SloCondition.Exhaustion exhaustion
                ? exhaustion.lookback()
                : Countdown.LOOKBACK;
        OptionalLong left = millisLeft(account, lookback);
        return left.isEmpty() || left.getAsLong() == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(atMillis + left.getAsLong()));
    }

    private AlertEvent.WindowPair evidence(SloCondition.BurnRateWindows windows, int place, BudgetLine budget) {
        BurnRatePair pair = windows.pairs().get(place);
        return new AlertEvent.WindowPair(
                Durations.format(pair.shortWindow()),
                Durations.format(pair.longWindow()),
                pair.factor(),
                budget.burnRate(shorter[place]),
                budget.burnRate(longer[place]),
                budget.wholeBad(longer[place]),
                budget.wholeTotal(longer[place]),
                isExceeded(windows, place, budget));
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
