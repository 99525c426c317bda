package slipstream.contract.slo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import slipstream.contract.document.Location;

/**
 * A service-level objective as it is computed: what is measured, the period of its budget, and one or more objectives.
 *
 * @param version identifies what is counted (indicators, method, period, groups, excluded time); a change counts afresh beside the old
 * @param labels become labels of its alerts
 * @param annotations become annotations of its alerts, for example {@code runbook_url}
 * @param indicators one, or for a composite one for each objective
 * @param period the time over which the budget is given
 * @param policies what alerts, the most severe first
 * @param exclusions time that does not count against the budget
 * @param where the document it was read from
 */
public record SloDefinition(
        SloId id,
        String version,
        String displayName,
        String description,
        String service,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<Indicator> indicators,
        BudgetingMethod method,
        BudgetPeriod period,
        List<Objective> objectives,
        List<AlertPolicy> policies,
        GroupBy groupBy,
        List<Exclusion> exclusions,
        Location where) {

    public SloDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(service, "service");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        indicators = List.copyOf(indicators);
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(period, "period");
        objectives = List.copyOf(objectives);
        policies = List.copyOf(policies);
        Objects.requireNonNull(groupBy, "groupBy");
        exclusions = List.copyOf(exclusions);
        Objects.requireNonNull(where, "where");
        if (indicators.isEmpty()) {
            throw new IllegalArgumentException("an SLO measures something");
        }
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("an SLO needs at least one objective");
        }
        for (Objective objective : objectives) {
            if (objective.indicator() >= indicators.size()) {
                throw new IllegalArgumentException("there is no indicator " + objective.indicator());
            }
            if ((method != BudgetingMethod.OCCURRENCES) != objective.slice().isPresent()) {
                throw new IllegalArgumentException("time slices belong to the methods that count them: " + method);
            }
        }
    }

    /** The same under another version. */
    public SloDefinition withVersion(String other) {
        return new SloDefinition(
                id,
                other,
                displayName,
                description,
                service,
                labels,
                annotations,
                indicators,
                method,
                period,
                objectives,
                policies,
                groupBy,
                exclusions,
                where);
    }

    /** Whether each objective measures something of its own, and all of them together make one budget. */
    public boolean isComposite() {
        return indicators.size() > 1;
    }
}
