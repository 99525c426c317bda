package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Location;
import slipstream.contract.document.Spelling;

/** Reads one {@code metricSource}: ours, of which the selector is taken, or anybody else's. */
final class MetricSource {
    /** The type of a metric source that reads observations; it may be left out. */
    static final String TYPE = "slipstream";

    private final Registry registry;

    MetricSource(Registry registry) {
        this.registry = registry;
    }

    /** What was found: the {@code spec} of a source of ours, or why it is somebody else's. */
    record Found(Fields spec, Optional<Sli.Foreign> foreign) {}

    /** Reads {@code metricSource} within a metric; empty, with problems recorded, when it is no source at all. */
    Optional<Found> read(Fields metric) {
        Optional<Fields> source = metric.requiredFields("metricSource");
        metric.done();
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = source.get();
        Optional<String> type = fields.holds("type") ? fields.text("type") : Optional.empty();
        Optional<String> reference = Metadata.reference(fields, "metricSourceRef", registry.reading());
        Optional<Fields> spec = spec(fields);
        fields.done();
        return spec.map(found -> new Found(found, foreign(fields, found, type, reference)));
    }

    private static Optional<Fields> spec(Fields fields) {
        if (!fields.holds("spec")) {
            fields.missing("spec");
            return Optional.empty();
        }
        Optional<Fields> spec = fields.fields("spec");
        if (spec.isPresent() && spec.get().keys().isEmpty()) {
            fields.missing("spec");
            return Optional.empty();
        }
        return spec;
    }

    private Optional<Sli.Foreign> foreign(
            Fields fields, Fields spec, Optional<String> type, Optional<String> reference) {
        if (type.isPresent()) {
            return type.get().equals(TYPE)
                    ? Optional.empty()
                    : Optional.of(foreign(fields, "type", ofType(type.get())));
        }
        if (reference.isPresent()) {
            Optional<Document> document = registry.find(Kind.DATA_SOURCE, reference.get());
            String referred = document.flatMap(Document::spec)
                    .filter(details -> details.holds("type"))
                    .flatMap(details -> details.text("type"))
                    .orElse("");
            if (referred.equals(TYPE)) {
                return Optional.empty();
            }
            String reason =
                    document.isPresent() ? ofType(referred) : registry.nothingCalled(Kind.DATA_SOURCE, reference.get());
            return Optional.of(foreign(fields, "metricSourceRef", reason));
        }
        boolean looksLikeOurs = spec.keys().stream()
                .anyMatch(key -> Spelling.nearest(key, List.of("selector")).isPresent());
        return looksLikeOurs
                ? Optional.empty()
                : Optional.of(foreign(fields, "spec", "it has neither a type nor a selector"));
    }

    private static String ofType(String type) {
        return "its metric source is of type '" + type + "'";
    }

    private static Sli.Foreign foreign(Fields fields, String key, String reason) {
        Location where = fields.whereIs(key);
        return new Sli.Foreign(where, fields.keyPath(key), reason);
    }

    /** An expression of a source of ours. */
    static Optional<Selector> expression(Fields spec, String key) {
        return spec.requiredText(key).map(text -> new Selector(text, spec.whereIs(key), spec.keyPath(key)));
    }

    /** The fields that split what is counted, of a source of ours or of a rule. */
    static GroupBy groupBy(Fields spec) {
        List<Selector> fields = expressions(spec, "groupBy");
        int maxGroups = GroupBy.DEFAULT_MAX_GROUPS;
        if (spec.holds("maxGroups")) {
            if (fields.isEmpty()) {
                spec.error("maxGroups", "limits the groups of groupBy, which is not there");
            }
            maxGroups = spec.wholeNumber("maxGroups", 1, 100_000).orElse(maxGroups);
        }
        return fields.isEmpty() ? GroupBy.NONE : new GroupBy(fields, maxGroups);
    }

    /** A list of expressions, each once. */
    static List<Selector> expressions(Fields spec, String key) {
        Map<String, Selector> found = new LinkedHashMap<>();
        if (spec.holds(key)) {
            spec.list(key)
                    .forEach(item -> item.asText(spec.problems()).ifPresent(text -> {
                        if (found.putIfAbsent(text, new Selector(text, item.where(), item.path())) != null) {
                            spec.error(key, "lists '" + text + "' twice");
                        }
                    }));
            if (spec.list(key).isEmpty()) {
                spec.error(key, "must list at least one field");
            }
        }
        return new ArrayList<>(found.values());
    }
}
