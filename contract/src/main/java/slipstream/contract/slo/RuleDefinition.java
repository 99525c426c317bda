package slipstream.contract.slo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Location;

/**
 * An alert rule: which observations it looks at, what it takes from them, and when it alerts.
 *
 * @param name unique among the rules of a configuration
 * @param version identifies what is counted
 * @param indicator which observations, and for ratios and runs which of them are bad
 * @param value the number that is taken from each, where the condition needs one
 * @param exclusions maintenance during which nothing is counted
 */
public record RuleDefinition(
        String name,
        String version,
        String service,
        String severity,
        String description,
        Map<String, String> labels,
        Map<String, String> annotations,
        Indicator indicator,
        Optional<Selector> value,
        GroupBy groupBy,
        RuleCondition condition,
        List<Exclusion> exclusions,
        Location where) {

    public RuleDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(description, "description");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        Objects.requireNonNull(indicator, "indicator");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(groupBy, "groupBy");
        Objects.requireNonNull(condition, "condition");
        exclusions = List.copyOf(exclusions);
        Objects.requireNonNull(where, "where");
    }

    /** The same under another version. */
    public RuleDefinition withVersion(String other) {
        return new RuleDefinition(
                name,
                other,
                service,
                severity,
                description,
                labels,
                annotations,
                indicator,
                value,
                groupBy,
                condition,
                exclusions,
                where);
    }
}
