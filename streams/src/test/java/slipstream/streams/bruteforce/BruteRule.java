package slipstream.streams.bruteforce;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.RuleCondition;

/** Whether the condition of a rule holds at an instant, from the observations themselves. */
final class BruteRule {
    private static final long A_DAY = 86_400_000;

    private final BruteAccount account;
    private final long at;

    BruteRule(BruteAccount account, long at) {
        this.account = account;
        this.at = at;
    }

    boolean holds(RuleCondition condition) {
        if (condition instanceof RuleCondition.Threshold threshold) {
            return holds(threshold);
        }
        if (condition instanceof RuleCondition.Consecutive consecutive) {
            return failingLanes(consecutive) >= consecutive.quorum();
        }
        if (condition instanceof RuleCondition.NoData noData) {
            return account.isSilent(at, noData.within().toMillis());
        }
        RuleCondition.Quota quota = (RuleCondition.Quota) condition;
        long from = account.period(at).from();
        BigDecimal used = quota.aggregation() == RuleCondition.Aggregation.COUNT
                ? BigDecimal.valueOf(account.figures(0, from, at).total())
                : sum(amounts(from));
        return used.compareTo(quota.limit()
                        .multiply(BigDecimal.valueOf(quota.warnAtPpm()).movePointLeft(6)))
                >= 0;
    }

    private boolean holds(RuleCondition.Threshold threshold) {
        long from = BruteTime.from(threshold.window(), at);
        Figures figures = account.figures(0, from, at);
        BigDecimal value = threshold.value();
        switch (threshold.aggregation()) {
            case ERROR_RATIO:
                // bad ÷ total op value, without dividing
                return figures.total() >= threshold.minEvents()
                        && compares(
                                threshold.op(),
                                BigDecimal.valueOf(figures.bad()),
                                value.multiply(BigDecimal.valueOf(figures.total())));
            case BAD:
                return figures.total() >= threshold.minEvents()
                        && compares(threshold.op(), BigDecimal.valueOf(figures.bad()), value);
            case COUNT:
                return figures.total() >= threshold.minEvents()
                        && compares(threshold.op(), BigDecimal.valueOf(figures.total()), value);
            case P50, P75, P90, P95, P99:
                List<Double> latencies = latencies(from);
                return !latencies.isEmpty()
                        && latencies.size() >= threshold.minEvents()
                        && compares(
                                threshold.op(),
                                BigDecimal.valueOf(nearestRank(
                                        latencies,
                                        BigDecimal.valueOf(
                                                threshold.aggregation().quantile()))),
                                value);
            default:
                List<Seen> amounts = amounts(from);
                return !amounts.isEmpty()
                        && amounts.size() >= threshold.minEvents()
                        && compares(
                                threshold.op(),
                                aggregate(threshold, amounts),
                                value.multiply(scale(threshold, amounts)));
        }
    }

    /** A mean is compared as a sum, so that nothing is rounded. */
    private static BigDecimal scale(RuleCondition.Threshold threshold, List<Seen> amounts) {
        return threshold.aggregation() == RuleCondition.Aggregation.MEAN
                ? BigDecimal.valueOf(amounts.size())
                : BigDecimal.ONE;
    }

    private static BigDecimal aggregate(RuleCondition.Threshold threshold, List<Seen> amounts) {
        List<Seen> byTime = new ArrayList<>(amounts);
        byTime.sort(Comparator.comparingLong(Seen::timeMillis).thenComparing(Seen::amount));
        double first = byTime.get(0).amount();
        double last = byTime.get(byTime.size() - 1).amount();
        return switch (threshold.aggregation()) {
            case SUM, MEAN -> sum(amounts);
            case MIN ->
                BigDecimal.valueOf(
                        amounts.stream().mapToDouble(Seen::amount).min().orElseThrow());
            case MAX ->
                BigDecimal.valueOf(
                        amounts.stream().mapToDouble(Seen::amount).max().orElseThrow());
            case LAST -> BigDecimal.valueOf(last);
            case INCREASE -> BigDecimal.valueOf(last).subtract(BigDecimal.valueOf(first));
            default -> throw new IllegalStateException("not of amounts: " + threshold.aggregation());
        };
    }

    private List<Seen> amounts(long from) {
        return account.upTo(at)
                .filter(event -> event.figures.total() > 0)
                .map(event -> event.seen)
                .filter(seen -> seen.timeMillis() >= from && !Double.isNaN(seen.amount()))
                .toList();
    }

    private List<Double> latencies(long from) {
        return account.upTo(at)
                .filter(event -> event.figures.total() > 0 && event.seen.timeMillis() >= from)
                .map(event -> event.seen.latencyMillis())
                .toList();
    }

    private static BigDecimal sum(List<Seen> amounts) {
        return amounts.stream().map(seen -> BigDecimal.valueOf(seen.amount())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The value at rank ⌈q · n⌉ of the sorted values. */
    static double nearestRank(List<Double> values, BigDecimal q) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.naturalOrder());
        int rank = q.multiply(BigDecimal.valueOf(sorted.size()))
                .setScale(0, java.math.RoundingMode.CEILING)
                .intValueExact();
        return sorted.get(Math.max(1, rank) - 1);
    }

    private long failingLanes(RuleCondition.Consecutive consecutive) {
        Map<String, List<BruteAccount.Counted>> lanes = new TreeMap<>();
        account.upTo(at)
                .filter(event -> event.figures.total() > 0)
                .forEach(event -> lanes.computeIfAbsent(
                                consecutive.lanes().isEmpty() ? "" : event.seen.location(), lane -> new ArrayList<>())
                        .add(event));
        return lanes.values().stream()
                .filter(lane -> isFailing(lane, consecutive.count()))
                .count();
    }

    /** Whether its latest results were all bad; of two at one instant the bad one is the later. What is a day old says nothing. */
    private boolean isFailing(List<BruteAccount.Counted> lane, int count) {
        lane.sort(Comparator.<BruteAccount.Counted>comparingLong(event -> event.seen.timeMillis())
                .thenComparing(event -> event.figures.bad()));
        if (lane.size() < count || at - lane.get(lane.size() - 1).seen.timeMillis() > A_DAY) {
            return false;
        }
        return lane.subList(lane.size() - count, lane.size()).stream().allMatch(event -> event.figures.bad() > 0);
    }

    private static boolean compares(Comparison op, BigDecimal left, BigDecimal right) {
        int compared = left.compareTo(right);
        return switch (op) {
            case GT -> compared > 0;
            case GTE -> compared >= 0;
            case LT -> compared < 0;
            case LTE -> compared <= 0;
        };
    }
}
