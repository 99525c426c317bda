package slipstream.streams.query;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import slipstream.contract.document.Spelling;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.SloDefinition;

/** The SLOs that are defined, each with its last status and the alerts that fire. Thread-safe. */
final class Slos {
    /** Names longer than this are not compared with what was probably meant: the comparison costs the product of the lengths. */
    private static final int MAX_COMPARED_CHARS = 128;

    private static final int MAX_COMPARED_NAMES = 1000;

    /** The label by which an alert names its objective when the SLO has several. */
    private static final String OBJECTIVE_LABEL = "objective";

    private final SloCatalogue catalogue;
    private final StatusView view;

    /** Names of what has changed since it was last looked at. */
    private final Set<String> stale = ConcurrentHashMap.newKeySet();

    private List<SloDefinition> defined = List.of();

    /** By name, in the order of the names. */
    private final Map<String, Slo> byName = new LinkedHashMap<>();

    Slos(SloCatalogue catalogue, StatusView view) {
        this.catalogue = catalogue;
        this.view = view;
        view.onChange(stale::add);
    }

    /**
     * One SLO.
     *
     * @param status absent before the first event; while a new version of the definition is being counted up, that of the version which
     *     still speaks; of a grouped SLO that of the group with the least budget left
     * @param groups the status of each group, the one with the least budget left first; empty when the SLO is not grouped
     * @param firing its alerts that fire now, newest first, whatever version of the definition raised them
     * @param state what status and alerts come to
     * @param searched names and service in small letters, a line for each
     */
    record Slo(
            SloDefinition definition,
            Optional<BudgetStatus> status,
            List<BudgetStatus> groups,
            List<AlertEvent> firing,
            SloState state,
            String searched) {
        String name() {
            return definition.id().name();
        }

        /** Its alerts that fire now for one of its groups. */
        List<AlertEvent> firing(Map<String, String> group) {
            return firing.stream()
                    .filter(alert -> group.entrySet().stream()
                            .allMatch(label -> alert.labels()
                                    .getOrDefault(label.getKey(), "")
                                    .equals(label.getValue())))
                    .toList();
        }

        /** The status of an objective of the definition. */
        Optional<BudgetStatus.Objective> objective(String name) {
            return status.stream()
                    .flatMap(known -> known.objectives().stream())
                    .filter(objective -> objective.objective().equals(name))
                    .findFirst();
        }

        /** The severities that fire for an objective of the definition, by name; an alert without the label is of the nameless one. */
        List<String> severities(String objective) {
            return firing.stream()
                    .filter(alert ->
                            alert.labels().getOrDefault(OBJECTIVE_LABEL, "").equals(objective))
                    .map(AlertEvent::severity)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** All of them, by name. Only what has changed since the last time is put together anew: with thousands of SLOs that counts. */
    synchronized List<Slo> all() {
        takeUpNews();
        return List.copyOf(byName.values());
    }

    /** Those of one service, by name. */
    List<Slo> ofService(String service) {
        return all().stream()
                .filter(slo -> slo.definition().service().equals(service))
                .toList();
    }

    /** @throws Refusal with the name that was probably meant when there is no such SLO */
    Slo named(String name) throws Refusal {
        Slo found;
        synchronized (this) {
            takeUpNews();
            found = byName.get(name);
        }
        if (found == null) {
            throw Refusal.notFound("unknown_slo", "there is no SLO of this name" + hint(name), "name", name);
        }
        return found;
    }

    private void takeUpNews() {
        List<SloDefinition> now = catalogue.definitions();
        if (!now.equals(defined)) {
            defined = List.copyOf(now);
            stale.clear();
            byName.clear();
            now.stream()
                    .sorted(Comparator.comparing(SloDefinition::id))
                    .forEach(definition -> byName.put(definition.id().name(), withStatus(definition)));
        }
        for (Iterator<String> names = stale.iterator(); names.hasNext(); ) {
            String name = names.next();
            // First, so that what changes from here on is looked at the next time.
            names.remove();
            byName.computeIfPresent(name, (same, slo) -> withStatus(slo.definition()));
        }
    }

    private Slo withStatus(SloDefinition definition) {
        String name = definition.id().name();
        List<BudgetStatus> known = view.groups(name);
        List<BudgetStatus> current = known.size() > 1 ? leastLeftFirst(definition, known) : known;
        List<BudgetStatus> groups = definition.groupBy().isNone() ? List.of() : current;
        Optional<BudgetStatus> status = current.isEmpty() ? Optional.empty() : Optional.of(current.get(0));
        List<AlertEvent> firing = view.firing(name);
        return new Slo(definition, status, groups, firing, SloState.of(status, firing), searched(definition));
    }

    private static String searched(SloDefinition definition) {
        return String.join("\n", definition.id().name(), definition.displayName(), definition.service())
                .toLowerCase(Locale.ROOT);
    }

    private static List<BudgetStatus> leastLeftFirst(SloDefinition definition, List<BudgetStatus> known) {
        String speaks = speaking(definition.version(), known);
        return known.stream()
                .filter(status -> status.definition().equals(speaks))
                .sorted(Comparator.comparingDouble(Slos::leastLeft).thenComparing(status -> status.key()))
                .toList();
    }

    /** The version whose figures are shown: the present one, or until it has any the one that was told of last. */
    private static String speaking(String present, List<BudgetStatus> known) {
        if (known.stream().anyMatch(status -> status.definition().equals(present))) {
            return present;
        }
        return known.stream()
                .max(Comparator.comparing(BudgetStatus::at))
                .map(BudgetStatus::definition)
                .orElse(present);
    }

    /** What is left where the least is left: of a composite all objectives have one budget together. */
    static double leastLeft(BudgetStatus status) {
        return status.combined().map(List::of).orElse(status.objectives()).stream()
                .mapToDouble(objective -> objective.budgetRemaining().orElse(Double.MAX_VALUE))
                .min()
                .orElse(Double.MAX_VALUE);
    }

    private String hint(String name) {
        List<String> comparable = catalogue.definitions().stream()
                .map(definition -> definition.id().name())
                .filter(known -> known.length() <= MAX_COMPARED_CHARS)
                .limit(MAX_COMPARED_NAMES)
                .toList();
        String listed = "; GET /api/v1/slos lists those there are";
        if (name.length() > MAX_COMPARED_CHARS) {
            return listed;
        }
        String suggestion = Spelling.suggestion(name, comparable);
        return suggestion.startsWith("; did you mean") ? suggestion : listed;
    }
}
