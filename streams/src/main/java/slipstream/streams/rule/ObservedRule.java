package slipstream.streams.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.RuleDefinition;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.Series;
import slipstream.streams.slice.SeriesPlan;

/** An alert rule: a statement about what was observed, without a budget. */
final class ObservedRule implements Rule {
    private static final long LANE_MILLIS = SeriesPlan.LANE.toMillis();

    private final RuleDefinition rule;

    ObservedRule(RuleDefinition rule) {
        this.rule = rule;
    }

    @Override
    public String id() {
        return AccountKey.RULE + rule.name();
    }

    @Override
    public AccountKey definition() {
        return AccountPlan.keyOf(rule);
    }

    @Override
    public String severity() {
        return rule.severity();
    }

    @Override
    public int ladder() {
        return NO_LADDER;
    }

    @Override
    public Duration sustain() {
        return rule.condition() instanceof RuleCondition.Threshold threshold
                ? threshold.sustained().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    @Override
    public Duration lapse() {
        return rule.condition() instanceof RuleCondition.Threshold threshold ? threshold.lapse() : Duration.ZERO;
    }

    @Override
    public boolean tellsEnd() {
        return true;
    }

    @Override
    public boolean holds(Account account, long atMillis) {
        Series series = account.series(0);
        RuleCondition condition = rule.condition();
        if (condition instanceof RuleCondition.Threshold threshold) {
            return Aggregate.of(threshold, series).holds();
        }
        if (condition instanceof RuleCondition.Consecutive consecutive) {
            return failingLanes(consecutive, series, atMillis).size() >= consecutive.quorum();
        }
        if (condition instanceof RuleCondition.NoData noData) {
            return Silence.hasLasted(noData.within().toMillis(), account, rule.exclusions(), atMillis);
        }
        RuleCondition.Quota quota = (RuleCondition.Quota) condition;
        return used(quota, series)
                        .multiply(BigDecimal.valueOf(Objective.MILLION))
                        .compareTo(quota.limit().multiply(BigDecimal.valueOf(quota.warnAtPpm())))
                >= 0;
    }

    private static List<String> failingLanes(RuleCondition.Consecutive consecutive, Series series, long atMillis) {
        return series.runs().entrySet().stream()
                .filter(lane -> lane.getValue().badInARow() >= consecutive.count())
                .filter(lane -> atMillis - lane.getValue().lastMillis() <= LANE_MILLIS)
                .map(lane -> lane.getKey())
                .toList();
    }

    private static BigDecimal used(RuleCondition.Quota quota, Series series) {
        return quota.aggregation() == RuleCondition.Aggregation.COUNT
                ? BigDecimal.valueOf(series.total(series.period()))
                : BigDecimal.valueOf(series.valuesOfPeriod().sum());
    }

    @Override
    public Facts facts(Account account, long atMillis) {
        SortedMap<String, String> labels = new TreeMap<>(rule.labels());
        Labels.putGroup(labels, rule.groupBy(), account);
        labels.values().removeIf(String::isEmpty);
        labels.put("alertname", rule.name());
        labels.put("service", rule.service());
        labels.put("severity", rule.severity());
        SortedMap<String, String> annotations = new TreeMap<>(rule.annotations());
        if (!rule.description().isEmpty()) {
            annotations.putIfAbsent("description", rule.description());
        }
        AlertEvent.Measured measured = measured(account, atMillis);
        return new Facts(
                "",
                rule.service(),
                labels,
                annotations,
                Labels.named(rule.name(), account) + ": " + sentence(measured, account, atMillis),
                List.of(),
                Optional.empty(),
                Optional.of(measured),
                Optional.empty(),
                Optional.empty(),
                TopCauses.of(account.offences(0)));
    }

    private AlertEvent.Measured measured(Account account, long atMillis) {
        Series series = account.series(0);
        RuleCondition condition = rule.condition();
        if (condition instanceof RuleCondition.Threshold threshold) {
            return Aggregate.of(threshold, series).measured();
        }
        if (condition instanceof RuleCondition.Consecutive consecutive) {
            List<String> failing = failingLanes(consecutive, series, atMillis);
            return new AlertEvent.Measured(
                    "lanes with " + consecutive.count() + " bad in a row",
                    Optional.of((double) failing.size()),
                    consecutive.quorum(),
                    series.runs().size());
        }
        if (condition instanceof RuleCondition.NoData noData) {
            return new AlertEvent.Measured(
                    "seconds without data",
                    Optional.of(Silence.millis(account, rule.exclusions(), atMillis) / 1_000d),
                    noData.within().toMillis() / 1_000d,
                    0);
        }
        RuleCondition.Quota quota = (RuleCondition.Quota) condition;
        return new AlertEvent.Measured(
                "used since " + Instant.ofEpochMilli(series.startMillis(series.period())),
                Optional.of(used(quota, series).doubleValue()),
                quota.limit().doubleValue(),
                series.total(series.period()));
    }

    private String sentence(AlertEvent.Measured measured, Account account, long atMillis) {
        RuleCondition condition = rule.condition();
        if (condition instanceof RuleCondition.Threshold threshold) {
            return Aggregate.of(threshold, account.series(0)).words();
        }
        if (condition instanceof RuleCondition.Consecutive consecutive) {
            return consecutive.count() + " in a row bad at "
                    + String.join("; ", failingLanes(consecutive, account.series(0), atMillis));
        }
        if (condition instanceof RuleCondition.NoData) {
            return Labels.silent(Silence.millis(account, rule.exclusions(), atMillis));
        }
        return quotaWords((RuleCondition.Quota) condition, measured, account.series(0), atMillis);
    }

    /** With the date at which the limit will be reached, if usage goes on as it did since the period began. */
    private static String quotaWords(
            RuleCondition.Quota quota, AlertEvent.Measured measured, Series series, long atMillis) {
        double used = measured.value().orElse(0d);
        double share = used / quota.limit().doubleValue();
        String words =
                Aggregate.number(used) + " of " + Aggregate.number(quota.limit().doubleValue()) + " used ("
                        + Aggregate.number(Math.floor(share * 1000) / 10) + " %)";
        long start = series.startMillis(series.period());
        if (share >= 1) {
            return words + ", the limit is reached";
        }
        double reached = start + (atMillis - start) / share;
        if (reached >= series.endOfPeriodMillis()) {
            return words + ", the limit will not be reached in this period at this rate";
        }
        return words + ", the limit will be reached on "
                + Instant.ofEpochMilli((long) reached).truncatedTo(ChronoUnit.MINUTES) + " at this rate";
    }
}
