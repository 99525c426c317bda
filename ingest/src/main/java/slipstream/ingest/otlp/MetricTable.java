package slipstream.ingest.otlp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Fields;
import slipstream.contract.event.Observation;

/** The metrics that are samples of a resource, by name. Immutable. */
final class MetricTable {
    /**
     * Names of the semantic conventions, of the collector's host metrics and docker receivers, and of Micrometer. Where a name stayed and its
     * attribute was renamed, there is a rule for each.
     */
    static final MetricTable STANDARD = new MetricTable(standard());

    private final Map<String, List<MetricRule>> rules;
    private final Map<String, Set<String>> limits = new HashMap<>();

    private MetricTable(Map<String, List<MetricRule>> rules) {
        this.rules = Map.copyOf(rules);
        rules.values().stream()
                .flatMap(List::stream)
                .filter(rule -> !rule.limitMetric().isEmpty())
                .forEach(rule -> limits.computeIfAbsent(rule.limitMetric(), name -> new HashSet<>())
                        .addAll(rule.where().keySet()));
    }

    private static Map<String, List<MetricRule>> standard() {
        Map<String, List<MetricRule>> table = new HashMap<>();
        table.put("system.cpu.utilization", List.of(idleCpu("cpu.mode"), idleCpu("state")));
        table.put("jvm.cpu.recent_utilization", List.of(MetricRule.limited("cpu", 1, Map.of())));
        table.put("process.runtime.jvm.cpu.utilization", List.of(MetricRule.limited("cpu", 1, Map.of())));
        table.put("k8s.container.cpu_limit_utilization", List.of(MetricRule.limited("cpu", 1, Map.of())));
        table.put("k8s.pod.cpu_limit_utilization", List.of(MetricRule.limited("cpu", 1, Map.of())));
        table.put("system.memory.utilization", used("memory", "system.memory.state"));
        table.put("k8s.container.memory_limit_utilization", List.of(MetricRule.limited("memory", 1, Map.of())));
        table.put("k8s.pod.memory_limit_utilization", List.of(MetricRule.limited("memory", 1, Map.of())));
        table.put("container.memory.percent", List.of(MetricRule.limited("memory", 100, Map.of())));
        table.put(
                "container.memory.usage.total",
                List.of(MetricRule.limitedBy("container.memory.usage.limit", "memory", Map.of())));
        table.put("system.filesystem.utilization", filesystem());
        table.put(
                "jvm.memory.used",
                List.of(
                        MetricRule.limitedBy("jvm.memory.limit", "heap", Map.of("jvm.memory.type", "heap")),
                        MetricRule.limitedBy("jvm.memory.max", "heap", Map.of("area", "heap"))));
        table.put(
                "process.runtime.jvm.memory.usage",
                List.of(MetricRule.limitedBy("process.runtime.jvm.memory.limit", "heap", Map.of("type", "heap"))));
        table.put("db.client.connections.usage", connections("db.client.connections.max", "state"));
        table.put("db.client.connection.count", connections("db.client.connection.max", "db.client.connection.state"));
        table.put(
                "hikaricp.connections.active",
                List.of(MetricRule.limitedBy("hikaricp.connections.max", "db_connections", Map.of())));
        return table;
    }

    private static MetricRule idleCpu(String attribute) {
        return new MetricRule("cpu", 1, "", Map.of(attribute, "idle"), true);
    }

    private static List<MetricRule> used(String resource, String attribute) {
        return List.of(
                MetricRule.limited(resource, 1, Map.of(attribute, "used")),
                MetricRule.limited(resource, 1, Map.of("state", "used")));
    }

    /** The collector's own has no state at all: it is what is used. */
    private static List<MetricRule> filesystem() {
        List<MetricRule> rules = new ArrayList<>(used("disk", "system.filesystem.state"));
        rules.add(MetricRule.limited("disk", 1, Map.of("system.filesystem.state", "", "state", "")));
        return rules;
    }

    private static List<MetricRule> connections(String limitMetric, String attribute) {
        return List.of(MetricRule.limitedBy(limitMetric, "db_connections", Map.of(attribute, "used")));
    }

    /** Reads the section {@code metrics}; what it names comes in place of, or beside, what is known anyway. */
    static MetricTable read(Fields section) {
        Optional<Fields> metrics = section.fields("metrics");
        if (metrics.isEmpty()) {
            return STANDARD;
        }
        Map<String, List<MetricRule>> table = new LinkedHashMap<>(STANDARD.rules);
        metrics.get()
                .all()
                .forEach((name, value) -> value.asFields(section.problems())
                        .flatMap(MetricTable::readRule)
                        .ifPresent(rule -> table.put(name, List.of(rule))));
        return new MetricTable(table);
    }

    private static Optional<MetricRule> readRule(Fields entry) {
        Optional<String> resource = entry.requiredText("resource");
        double limit = entry.number("limit").orElse(Observation.NO_VALUE);
        String limitMetric = entry.text("limit_metric").orElse("");
        Map<String, String> where = entry.map("where");
        boolean inverted = entry.bool("inverted").orElse(false);
        entry.done();
        if (limit <= 0) {
            entry.error("limit", "must be above 0, is " + limit);
            return Optional.empty();
        }
        if (!Double.isNaN(limit) && !limitMetric.isEmpty()) {
            entry.error("limit_metric", "must not stand beside limit: only one can be the limit");
            return Optional.empty();
        }
        if (inverted && Double.isNaN(limit)) {
            entry.error("inverted", "needs a limit: the sample is the limit less the value");
            return Optional.empty();
        }
        return resource.filter(name -> !name.isBlank())
                .map(name -> new MetricRule(name, limit, limitMetric, where, inverted));
    }

    List<MetricRule> rulesFor(String metric) {
        return rules.getOrDefault(metric, List.of());
    }

    /** The attributes in which a limit and what it limits may differ; empty when the metric is no limit. */
    Optional<Set<String>> ignoredBy(String limitMetric) {
        return Optional.ofNullable(limits.get(limitMetric));
    }
}
