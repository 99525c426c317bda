package slipstream.streams.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.GroupBy;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;

/** SLOs and statuses with what only some have: groups, parts, maintenance, gaps, an end in sight. */
final class Variants {
    private Variants() {}

    /** Good below status 500, and each value of some fields by itself. */
    static SloDefinition grouped(String name, String service, String target, String... fields) {
        GroupBy groupBy =
                new GroupBy(Arrays.stream(fields).map(Sample::selector).toList(), GroupBy.DEFAULT_MAX_GROUPS);
        SloDefinition plain = Sample.availability(name, service, target);
        return with(plain, plain.indicators(), plain.method(), plain.objectives(), groupBy);
    }

    /** Two indicators that share one budget: good below status 500, and below 300 ms. */
    static SloDefinition composite(String name, String service) {
        List<Indicator> indicators = List.of(
                Sample.availability(name, service, "0.999").indicators().get(0),
                Sample.latency(name, service, "0.95").indicators().get(0));
        SloDefinition plain = Sample.availability(name, service, "0.999");
        List<Objective> objectives = List.of(part("answers", "0.999", 0), part("is fast", "0.95", 1));
        return with(plain, indicators, plain.method(), objectives, GroupBy.NONE);
    }

    private static Objective part(String name, String target, int indicator) {
        long badPpm = Objective.ofTarget(name, new BigDecimal(target)).badPpm();
        return new Objective(name, badPpm, Optional.empty(), indicator, Objective.WHOLE_WEIGHT);
    }

    private static SloDefinition with(
            SloDefinition plain,
            List<Indicator> indicators,
            BudgetingMethod method,
            List<Objective> objectives,
            GroupBy groupBy) {
        return new SloDefinition(
                plain.id(),
                plain.version(),
                plain.displayName(),
                plain.description(),
                plain.service(),
                plain.labels(),
                plain.annotations(),
                indicators,
                method,
                plain.period(),
                objectives,
                plain.policies(),
                groupBy,
                plain.exclusions(),
                plain.where());
    }

    /** The status of one group; the group with the larger share of bad has less budget left. */
    static BudgetStatus statusOfGroup(
            SloDefinition definition, Instant at, long perMinute, double badShare, String... values) {
        Map<String, String> group = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            group.put(definition.groupBy().labelNames().get(i), values[i]);
        }
        return with(Sample.status(definition, at, perMinute, badShare), group, Optional.empty(), Optional.of(at));
    }

    /** The same with what only some statuses have. */
    static BudgetStatus with(
            BudgetStatus plain,
            Map<String, String> group,
            Optional<BudgetStatus.Objective> combined,
            Optional<Instant> lastSeen) {
        return with(plain, plain.windows(), plain.objectives(), group, combined, lastSeen);
    }

    /** The same with other windows and objectives. */
    static BudgetStatus with(
            BudgetStatus plain,
            List<BudgetStatus.Window> windows,
            List<BudgetStatus.Objective> objectives,
            Map<String, String> group,
            Optional<BudgetStatus.Objective> combined,
            Optional<Instant> lastSeen) {
        return new BudgetStatus(
                plain.slo(),
                plain.definition(),
                plain.service(),
                plain.displayName(),
                plain.period(),
                plain.at(),
                windows,
                objectives,
                group,
                combined,
                lastSeen);
    }

    /** The same with maintenance, a gap and the mean. */
    static BudgetStatus.Window with(
            BudgetStatus.Window plain, long excluded, long excludedBad, double coverage, Optional<Double> meanMillis) {
        return new BudgetStatus.Window(
                plain.window(),
                plain.from(),
                plain.to(),
                plain.total(),
                plain.bad(),
                plain.unjudged(),
                plain.errorRatio(),
                plain.p95Millis(),
                excluded,
                excludedBad,
                Optional.of(coverage),
                meanMillis);
    }

    /** The same, running out, or judged by windows of its own. */
    static BudgetStatus.Objective with(
            BudgetStatus.Objective plain, List<BudgetStatus.Window> windows, Optional<Instant> exhaustedAt) {
        return new BudgetStatus.Objective(
                plain.objective(), plain.target(), plain.burnRates(), plain.budgetRemaining(), windows, exhaustedAt);
    }
}
