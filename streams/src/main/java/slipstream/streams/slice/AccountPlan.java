package slipstream.streams.slice;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;

/**
 * What is kept for a definition, in each of its groups.
 *
 * @param definition the key of the accounts without their group
 * @param series what is kept of each indicator
 * @param units what one event of each indicator counts
 * @param lines for the methods that count slices of time: one line for each objective; else empty
 * @param combined the line of all indicators together, for a composite that counts slices
 * @param lineOfObjective for the method that counts events: which indicator each objective is about
 * @param isGrouped whether there is an account for each group instead of one
 */
public record AccountPlan(
        AccountKey definition,
        SeriesPlan series,
        List<Long> units,
        List<Line> lines,
        Optional<Line> combined,
        List<Integer> lineOfObjective,
        boolean isGrouped) {

    /**
     * A line that counts slices of time.
     *
     * @param indicators which indicators are judged together
     * @param slice the length of a slice
     */
    record Line(List<Integer> indicators, Duration slice, TimeSliceSums.Judge judge) {}

    public AccountPlan {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(series, "series");
        units = List.copyOf(units);
        lines = List.copyOf(lines);
        Objects.requireNonNull(combined, "combined");
        lineOfObjective = List.copyOf(lineOfObjective);
    }

    public static AccountPlan of(SloDefinition slo) {
        boolean bySlices = slo.method() != BudgetingMethod.OCCURRENCES;
        List<Line> lines = bySlices
                ? slo.objectives().stream()
                        .map(objective -> line(slo, List.of(objective)))
                        .toList()
                : List.of();
        return new AccountPlan(
                keyOf(slo),
                SeriesPlan.of(slo),
                slo.indicators().stream().map(AccountPlan::unitOf).toList(),
                lines,
                bySlices && slo.isComposite() ? Optional.of(line(slo, slo.objectives())) : Optional.empty(),
                slo.objectives().stream().map(Objective::indicator).toList(),
                !slo.groupBy().isNone());
    }

    public static AccountPlan of(RuleDefinition rule) {
        return new AccountPlan(
                keyOf(rule),
                SeriesPlan.of(rule),
                List.of(unitOf(rule.indicator())),
                List.of(),
                Optional.empty(),
                List.of(0),
                !rule.groupBy().isNone());
    }

    public static AccountKey keyOf(SloDefinition slo) {
        return new AccountKey(slo.id().name(), slo.version());
    }

    public static AccountKey keyOf(RuleDefinition rule) {
        return new AccountKey(AccountKey.RULE + rule.name(), rule.version());
    }

    int indicators() {
        return units.size();
    }

    private static Line line(SloDefinition slo, List<Objective> objectives) {
        Duration slice = objectives.get(0).slice().orElseThrow().window();
        TimeSliceSums.Judge judge = slo.method() == BudgetingMethod.TIMESLICES
                ? TimeSliceSums.Judges.timeslices(
                        objectives.stream().map(o -> o.slice().orElseThrow()).toList())
                : TimeSliceSums.Judges.ratioTimeslices(objectives.stream()
                        .mapToLong(o -> objectives.size() == 1 ? Objective.WHOLE_WEIGHT : o.weightMillis())
                        .toArray());
        return new Line(objectives.stream().map(Objective::indicator).toList(), slice, judge);
    }

    private static long unitOf(Indicator indicator) {
        return indicator instanceof Indicator.Raw ? Indicator.Raw.UNITS : 1;
    }
}
