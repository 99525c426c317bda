package slipstream.contract.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads one SLO document. */
final class SloReader {
    private final Document document;
    private final Registry registry;

    SloReader(Document document, Registry registry) {
        this.document = document;
        this.registry = registry;
    }

    /** The SLO; empty when it is faulty, or valid and measured by something that is not counted here. */
    Optional<SloDefinition> read(Exclusions exclusions) {
        int errorsBefore = registry.problems().errorCount();
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Fields spec = body.get();
        String description = Metadata.description(spec, registry.reading());
        Optional<String> service = spec.requiredText("service");
        Optional<BudgetingMethod> method = budgetingMethod(spec);
        Optional<BudgetPeriod> period = new PeriodReader(spec, registry.reading()).read();
        List<Fields> items = spec.holds("objectives") ? spec.listOfFields("objectives") : List.of();
        Optional<IndicatorsReader.Measured> measured =
                new IndicatorsReader(registry, document.name(), spec, items).read();
        List<Objective> objectives = new ObjectivesReader(spec, items, method, registry.reading()).read();
        period.ifPresent(length -> refuseLongSlices(items, objectives, length));
        measured.filter(found -> found.indicators().size() > 1)
                .ifPresent(found -> refuseUnequalSlices(items, objectives));
        Optional<Subject> subject = period.filter(found -> !objectives.isEmpty())
                .map(found -> new Subject(document.name(), found, objectives));
        PoliciesReader policies = new PoliciesReader(registry, spec);
        List<AlertPolicy> written = policies.written(subject);
        spec.done();
        if (registry.problems().errorCount() > errorsBefore || service.isEmpty() || measured.isEmpty()) {
            measured.ifPresent(found -> registry.addUnfinished(found.indicators()));
            return Optional.empty();
        }
        List<Exclusion> excluded = exclusions.of(document.name(), service.get());
        return Optional.of(new SloDefinition(
                new SloId(document.name()),
                version(method.orElseThrow(), period.orElseThrow(), measured.get(), objectives, excluded),
                document.metadata().displayName(),
                description,
                service.get(),
                document.metadata().labels(),
                document.metadata().annotations(),
                measured.get().indicators(),
                method.get(),
                period.get(),
                objectives,
                policies.isWritten() ? written : policies.standard(subject.orElseThrow()),
                measured.get().groupBy(),
                excluded,
                document.root().where()));
    }

    /** Everything that decides what is counted; not the targets, which only say what the counts mean. */
    static String version(
            BudgetingMethod method,
            BudgetPeriod period,
            IndicatorsReader.Measured measured,
            List<Objective> objectives,
            List<Exclusion> exclusions) {
        List<String> parts = new ArrayList<>(List.of(method.word(), period.words()));
        if (period instanceof BudgetPeriod.Calendar calendar) {
            parts.add(calendar.start() + " " + calendar.zone().getId());
        }
        measured.indicators().forEach(indicator -> parts.add(indicator.canonicalText()));
        for (Objective objective : objectives) {
            objective
                    .slice()
                    .ifPresent(
                            slice -> parts.add(objective.indicator() + " " + slice.window() + " " + slice.targetPpm()));
        }
        parts.add(Exclusions.canonicalText(measured.groupBy()));
        parts.add(Exclusions.canonicalText(exclusions));
        return Version.of(parts.toArray(String[]::new));
    }

    private static Optional<BudgetingMethod> budgetingMethod(Fields spec) {
        Optional<String> word = spec.requiredText("budgetingMethod");
        Optional<BudgetingMethod> method = word.flatMap(BudgetingMethod::ofWord);
        if (word.isPresent() && method.isEmpty()) {
            spec.error(
                    "budgetingMethod",
                    "'" + word.get() + "' is not a budgeting method"
                            + Spelling.suggestion(word.get(), List.of("Occurrences", "Timeslices", "RatioTimeslices")));
        }
        return method;
    }

    /** A composite that counts slices judges each slice by all of its objectives together. */
    private static void refuseUnequalSlices(List<Fields> items, List<Objective> objectives) {
        List<Duration> lengths = objectives.stream()
                .flatMap(objective -> objective.slice().stream())
                .map(TimeSlice::window)
                .toList();
        for (int i = 1; i < lengths.size() && lengths.size() == items.size(); i++) {
            if (!lengths.get(i).equals(lengths.get(0))) {
                items.get(i)
                        .error(
                                "timeSliceWindow",
                                "must be " + Durations.format(lengths.get(0))
                                        + " as in the first objective: a composite judges each slice by all of them together");
            }
        }
    }

    private static void refuseLongSlices(List<Fields> items, List<Objective> objectives, BudgetPeriod period) {
        for (Objective objective : objectives) {
            if (objective.slice().isPresent()
                    && objective.slice().get().window().compareTo(period.nominal()) > 0) {
                items.get(objectives.size() == items.size() ? objectives.indexOf(objective) : 0)
                        .error(
                                "timeSliceWindow",
                                "is longer than the period " + period.words() + ", with "
                                        + Durations.format(
                                                objective.slice().get().window()));
            }
        }
    }
}
