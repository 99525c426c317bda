package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;

/** Reads an AlertPolicy of OpenSLO: one burn-rate condition, and what is told about it. */
final class PolicyReader {
    private final Registry registry;
    private final Document document;
    private final boolean isStrict;

    PolicyReader(Registry registry, Document document) {
        this.registry = registry;
        this.document = document;
        this.isStrict = registry.reading() == Reading.STRICT;
    }

    /**
     * The policies that it makes, none when it is faulty.
     *
     * @param subject the SLO they are for; without one the document is only checked
     */
    List<AlertPolicy> read(Optional<Subject> subject) {
        int errorsBefore = registry.problems().errorCount();
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return List.of();
        }
        Fields spec = body.get();
        Metadata.description(spec, registry.reading());
        Optional<Boolean> noData = flag(spec, "alertWhenNoData");
        Optional<Boolean> resolved = flag(spec, "alertWhenResolved");
        Optional<Boolean> breaching = flag(spec, "alertWhenBreaching");
        Optional<AlertConditionReader.Condition> condition = condition(spec, subject);
        List<String> targets = targets(spec);
        spec.done();
        if (registry.problems().errorCount() > errorsBefore || condition.isEmpty()) {
            return List.of();
        }
        List<AlertPolicy> policies = new ArrayList<>();
        if (breaching.orElse(true) || resolved.orElse(true)) {
            policies.add(policy(
                    document.name(),
                    condition.get(),
                    condition.get().burnRate(),
                    breaching.orElse(true),
                    resolved,
                    targets));
        }
        if (noData.orElse(false)) {
            SloCondition silence =
                    new SloCondition.NoData(condition.get().burnRate().lookback());
            policies.add(policy(document.name() + "-no-data", condition.get(), silence, true, resolved, targets));
        }
        if (policies.isEmpty()) {
            spec.warning("alertWhenBreaching", "with all three of its flags false this policy tells nobody anything");
        }
        return policies;
    }

    private AlertPolicy policy(
            String name,
            AlertConditionReader.Condition condition,
            SloCondition when,
            boolean whenBreaching,
            Optional<Boolean> whenResolved,
            List<String> targets) {
        return new AlertPolicy(
                name,
                condition.severity(),
                when,
                whenBreaching,
                whenResolved.orElse(true),
                targets,
                document.metadata().labels(),
                document.metadata().annotations());
    }

    private static Optional<Boolean> flag(Fields spec, String key) {
        return spec.holds(key) ? spec.bool(key) : Optional.empty();
    }

    private Optional<AlertConditionReader.Condition> condition(Fields spec, Optional<Subject> subject) {
        List<Fields> conditions = spec.holds("conditions") ? spec.listOfFields("conditions") : List.of();
        List<Optional<AlertConditionReader.Condition>> read =
                conditions.stream().map(item -> oneOf(item, subject)).toList();
        if (read.isEmpty()) {
            registry.reading()
                    .report(
                            spec,
                            "conditions",
                            "must list exactly one condition, lists none: this policy never alerts");
            return Optional.empty();
        }
        if (read.size() > 1) {
            spec.error(
                    "conditions", "must list exactly one condition, lists " + read.size() + ": make a policy of each");
        }
        return read.get(0);
    }

    private Optional<AlertConditionReader.Condition> oneOf(Fields item, Optional<Subject> subject) {
        Optional<Document> condition = one(item, "conditionRef", Kind.ALERT_CONDITION, subject.isPresent());
        return condition.flatMap(found -> new AlertConditionReader(registry, found).read(subject));
    }

    private List<String> targets(Fields spec) {
        List<Fields> items = spec.holds("notificationTargets") ? spec.listOfFields("notificationTargets") : List.of();
        if (items.isEmpty() && isStrict) {
            spec.error("notificationTargets", "must list at least one target");
        }
        List<String> names = new ArrayList<>();
        for (Fields item : items) {
            Optional<String> reference = item.holds("targetRef") ? item.text("targetRef") : Optional.empty();
            Optional<Document> target = one(item, "targetRef", Kind.NOTIFICATION_TARGET, false);
            Optional<String> address = target.flatMap(found -> target(registry, found));
            String name = reference
                    .or(() -> target.map(Document::name).filter(own -> !own.isEmpty()))
                    .or(() -> address)
                    .orElse("");
            if (!name.isEmpty() && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Reads a notification target: a word, which routes look for. */
    static Optional<String> target(Registry registry, Document document) {
        Optional<Fields> spec = document.spec();
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        Metadata.description(spec.get(), registry.reading());
        if (!spec.get().holds("target")) {
            spec.get().missing("target");
        }
        Optional<String> target = spec.get().holds("target") ? spec.get().text("target") : Optional.empty();
        spec.get().done();
        return target;
    }

    /** What an item refers to or has written out; a reference to nothing is an error only where it is needed. */
    private Optional<Document> one(Fields item, String key, Kind kind, boolean isNeeded) {
        boolean isReference = item.holds(key);
        boolean isInline = item.holds("kind") || item.holds("metadata") || item.holds("spec");
        if (isReference == isInline) {
            item.element(key);
            item.error(key, "needs exactly one of " + key + " and a definition written out (kind, metadata, spec)");
            return Optional.empty();
        }
        if (isInline) {
            Document inline = registry.inline(kind, item);
            item.done();
            return Optional.of(inline);
        }
        Optional<String> name = Metadata.reference(item, key, registry.reading());
        item.done();
        Optional<Document> found = name.flatMap(text -> registry.find(kind, text));
        if (name.isPresent() && found.isEmpty()) {
            String nothing = registry.nothingCalled(kind, name.get());
            if (isNeeded) {
                item.error(key, nothing);
            } else {
                item.warning(key, nothing);
            }
        }
        return found;
    }
}
