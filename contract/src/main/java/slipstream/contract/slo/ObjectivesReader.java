package slipstream.contract.slo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import slipstream.contract.document.Fields;

/** Reads the {@code objectives} of an SLO document: the promises, apart from what is measured. */
final class ObjectivesReader {
    private final Fields slo;
    private final List<Fields> items;
    private final Set<String> names = new HashSet<>();

    ObjectivesReader(Fields slo, List<Fields> items) {
        this.slo = slo;
        this.items = items;
    }

    List<Objective> read() {
        if (items.isEmpty()) {
            slo.error("objectives", "must list at least one objective");
        }
        List<Objective> objectives = new ArrayList<>();
        for (Fields item : items) {
            objective(item).ifPresent(objectives::add);
        }
        return objectives;
    }

    private Optional<Objective> objective(Fields item) {
        String displayName = item.text("displayName").orElse("");
        ignoreSlices(item);
        // Who reads the indicator reads these; here they are only known.
        item.element("op");
        item.element("value");
        item.element("indicator");
        item.element("indicatorRef");
        item.element("compositeWeight");
        boolean percent = item.has("targetPercent");
        boolean ratio = item.has("target");
        item.done();
        if (percent == ratio) {
            item.error("target", "needs exactly one of target and targetPercent");
            return Optional.empty();
        }
        Optional<Objective> objective = percent ? ofPercent(item) : ofRatio(item);
        return objective.map(unnamed -> new Objective(name(item, displayName, unnamed), unnamed.badPpm()));
    }

    private static Optional<Objective> ofRatio(Fields item) {
        return item.converted("target", "a number", BigDecimal::new)
                .flatMap(target -> checked(item, "target", () -> Objective.ofTarget("", target)));
    }

    private static Optional<Objective> ofPercent(Fields item) {
        Optional<BigDecimal> target = item.converted("targetPercent", "a number", BigDecimal::new);
        if (target.isPresent() && target.get().signum() > 0 && target.get().compareTo(BigDecimal.ONE) < 0) {
            item.warning("targetPercent", "is less than 1 %: a share such as 0.999 goes in target");
        }
        return target.flatMap(percent -> checked(item, "targetPercent", () -> Objective.ofTargetPercent("", percent)));
    }

    private static Optional<Objective> checked(Fields item, String key, Supplier<Objective> objective) {
        try {
            return Optional.of(objective.get());
        } catch (IllegalArgumentException e) {
            item.error(key, e.getMessage());
            return Optional.empty();
        }
    }

    /** Objectives of one SLO are told apart by their names, in records, labels and answers. */
    private String name(Fields item, String displayName, Objective objective) {
        if (items.size() == 1) {
            return "";
        }
        String name = displayName;
        if (name.isEmpty()) {
            name = objective.targetPercent();
            item.warning("displayName", "is wanted where there are several objectives; this one is called " + name);
        }
        if (!names.add(name)) {
            item.error("displayName", "two objectives of this SLO are called '" + name + "'");
        }
        return name;
    }

    /** Fields of the other budgeting methods, which are refused where the method is read. */
    private void ignoreSlices(Fields item) {
        boolean countsEvents =
                slo.text("budgetingMethod").filter("Occurrences"::equals).isPresent();
        for (String key : List.of("timeSliceTarget", "timeSliceWindow")) {
            if (item.has(key) && countsEvents) {
                item.warning(key, "means nothing with budgetingMethod Occurrences and is ignored");
            }
        }
    }
}
