package slipstream.streams.bruteforce;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import slipstream.contract.document.Location;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.GroupBy;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.RuleCondition.Aggregation;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.Selector;

/** Rules at random: every condition and every aggregation. */
final class RandomRules {
    private final Random random;
    private final RandomTimes times;

    RandomRules(Random random, RandomTimes times) {
        this.random = random;
        this.times = times;
    }

    Case rule(String version, GroupBy groupBy) {
        return switch (random.nextInt(6)) {
            case 0 -> of(version, groupBy, byStatus(), Optional.empty(), consecutive());
            case 1 ->
                of(version, groupBy, Measure.ofAll(), Optional.empty(), new RuleCondition.NoData(times.anyWindow()));
            case 2 -> quota(version, groupBy);
            default -> threshold(version, groupBy);
        };
    }

    private RuleCondition consecutive() {
        boolean hasLanes = random.nextInt(3) > 0;
        return new RuleCondition.Consecutive(
                1 + random.nextInt(4),
                hasLanes ? List.of(Measure.selector("attributes.location")) : List.of(),
                hasLanes ? 1 + random.nextInt(2) : 1);
    }

    private Case quota(String version, GroupBy groupBy) {
        Aggregation aggregation = random.nextBoolean() ? Aggregation.COUNT : Aggregation.SUM;
        RuleCondition condition = new RuleCondition.Quota(
                aggregation,
                BigDecimal.valueOf(1 + random.nextInt(aggregation == Aggregation.COUNT ? 60 : 3_000)),
                times.calendar(),
                500_000 + 100_000L * random.nextInt(6));
        Optional<Selector> value = aggregation == Aggregation.SUM ? Optional.of(amount()) : Optional.empty();
        return of(version, groupBy, Measure.ofAll(), value, condition);
    }

    private Case threshold(String version, GroupBy groupBy) {
        Aggregation aggregation = Aggregation.values()[random.nextInt(Aggregation.values().length)];
        BigDecimal value;
        Measure measure = Measure.ofAll();
        Optional<Selector> taken = Optional.empty();
        Comparison op = Comparison.values()[random.nextInt(4)];
        if (!Double.isNaN(aggregation.quantile())) {
            value = BigDecimal.valueOf(50L * (1 + random.nextInt(20)));
            taken = Optional.of(Measure.selector("latencyMillis"));
            Comparison good = switch (op) {
                case GT, LTE -> Comparison.LTE;
                case GTE, LT -> Comparison.LT;
            };
            // The definition says nothing of good and bad; the oracle only needs to know which have a value at all.
            Measure compared = Measure.ofLatency("", good, value.doubleValue());
            measure = new Measure(Measure.ofAll().indicator(), compared.selects(), compared.bad(), 1);
        } else if (aggregation.needsValue()) {
            value = BigDecimal.valueOf(random.nextInt(400) - 100, random.nextInt(2));
            taken = Optional.of(amount());
        } else {
            measure = byStatus();
            value = aggregation == Aggregation.ERROR_RATIO
                    ? BigDecimal.valueOf(random.nextInt(100), 2)
                    : BigDecimal.valueOf(random.nextInt(30));
        }
        Optional<Duration> sustained = Optional.of(times.shortTime()).filter(time -> !time.isZero());
        RuleCondition condition = new RuleCondition.Threshold(
                aggregation, times.anyWindow(), op, value, sustained, 1 + random.nextInt(3));
        return of(version, groupBy, measure, taken, condition);
    }

    private Measure byStatus() {
        return Measure.ofStatus("", random.nextBoolean());
    }

    private static Selector amount() {
        return Measure.selector("double(attributes.amount)");
    }

    private Case of(
            String version, GroupBy groupBy, Measure measure, Optional<Selector> value, RuleCondition condition) {
        RandomTimes.Excluded excluded = times.excluded();
        RuleDefinition rule = new RuleDefinition(
                "random",
                version,
                "web",
                "page",
                "",
                Map.of(),
                Map.of(),
                measure.indicator(),
                value,
                groupBy,
                condition,
                excluded.exclusions(),
                Location.startOf("random.yaml"));
        return new Case(Optional.empty(), Optional.of(rule), List.of(measure), excluded.covers());
    }
}
