package slipstream.contract.slo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import slipstream.contract.document.Location;

/**
 * A service-level objective as it is computed: an indicator, the period of its budget, and one or more objectives.
 *
 * @param version identifies what is counted (indicator and method); when it changes, counting starts afresh beside the old
 * @param labels become labels of its alerts
 * @param annotations become annotations of its alerts, for example {@code runbook_url}
 * @param period the rolling window of the budget
 * @param policies what alerts, in the order of severity
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
        Indicator indicator,
        Duration period,
        List<Objective> objectives,
        List<BurnRatePolicy> policies,
        Location where) {

    public SloDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(service, "service");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        Objects.requireNonNull(indicator, "indicator");
        Objects.requireNonNull(period, "period");
        objectives = List.copyOf(objectives);
        policies = List.copyOf(policies);
        Objects.requireNonNull(where, "where");
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("an SLO needs at least one objective");
        }
    }
}
