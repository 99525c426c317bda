package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads one AlertRule document. */
final class RuleReader {
    private final Document document;
    private final Registry registry;

    RuleReader(Document document, Registry registry) {
        this.document = document;
        this.registry = registry;
    }

    /** The rule; empty, with problems recorded, when it is faulty. */
    Optional<RuleDefinition> read(Exclusions exclusions) {
        int errorsBefore = registry.problems().errorCount();
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Fields spec = body.get();
        String description = Metadata.description(spec, registry.reading());
        Optional<String> service = spec.requiredText("service");
        Optional<String> severity = spec.requiredText("severity");
        GroupBy groupBy = MetricSource.groupBy(spec);
        Optional<Selector> value = optional(spec, "value");
        Optional<RuleConditionReader.Condition> condition =
                spec.requiredFields("condition").flatMap(fields -> new RuleConditionReader(fields, spec, value).read());
        Optional<Selector> selector = selector(spec, service);
        Optional<Indicator> indicator = selector.flatMap(all -> indicator(spec, all));
        spec.done();
        if (registry.problems().errorCount() > errorsBefore || indicator.isEmpty() || condition.isEmpty()) {
            indicator.ifPresent(found -> registry.addUnfinished(List.of(found)));
            return Optional.empty();
        }
        List<Exclusion> excluded = exclusions.of(document.name(), service.orElseThrow());
        return Optional.of(new RuleDefinition(
                document.name(),
                version(indicator.get(), condition.get(), groupBy, excluded),
                service.get(),
                severity.orElseThrow(),
                description,
                document.metadata().labels(),
                document.metadata().annotations(),
                indicator.get(),
                condition.get().value(),
                groupBy,
                condition.get().when(),
                excluded,
                document.root().where()));
    }

    private static Optional<Selector> selector(Fields spec, Optional<String> service) {
        if (spec.holds("selector")) {
            return MetricSource.expression(spec, "selector");
        }
        boolean isForCertificates = spec.element("condition")
                .filter(Element::isMapping)
                .flatMap(condition -> condition.asFields(spec.problems()))
                .filter(condition -> condition.holds("certificateExpiry"))
                .isPresent();
        if (!isForCertificates) {
            spec.missing("selector");
            return Optional.empty();
        }
        return service.map(name -> new Selector(
                "type == 'probe' && service == " + quoted(name), spec.whereIs("condition"), spec.keyPath("selector")));
    }

    private static Optional<Indicator> indicator(Fields spec, Selector selector) {
        if (spec.holds("good") && spec.holds("bad")) {
            spec.error("good", "stands beside bad: one of them says the other");
            return Optional.empty();
        }
        Optional<Selector> good = optional(spec, "good");
        Optional<Selector> bad = optional(spec, "bad");
        return Optional.of(good.<Indicator>map(expression -> new Indicator.GoodRatio(selector, expression))
                .or(() -> bad.map(expression -> new Indicator.BadRatio(selector, expression)))
                .orElseGet(() -> new Indicator.Selected(selector)));
    }

    private static Optional<Selector> optional(Fields spec, String key) {
        return spec.holds(key) ? MetricSource.expression(spec, key) : Optional.empty();
    }

    /** A text as an expression writes it. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Everything that decides what is counted; not the threshold, which only says what the counts mean. */
    private static String version(
            Indicator indicator, RuleConditionReader.Condition condition, GroupBy groupBy, List<Exclusion> exclusions) {
        List<String> parts = new ArrayList<>();
        parts.add(indicator.canonicalText());
        parts.add("value " + condition.value().map(Selector::expression).orElse(""));
        parts.add(Exclusions.canonicalText(groupBy));
        if (condition.when() instanceof RuleCondition.Consecutive run) {
            parts.add("run " + run.count());
            run.lanes().forEach(lane -> parts.add("lane " + lane.expression()));
        }
        parts.add(Exclusions.canonicalText(exclusions));
        return Version.of(parts.toArray(String[]::new));
    }
}
