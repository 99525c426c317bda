package slipstream.contract.slo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;

/**
 * Reads an IncidentObjective: how many incidents must be over in time. It is an SLO like any other, over the observations that are
 * written when an alert ends.
 */
final class IncidentObjectiveReader {
    private final Document document;
    private final Registry registry;

    IncidentObjectiveReader(Document document, Registry registry) {
        this.document = document;
        this.registry = registry;
    }

    /** The SLO; empty, with problems recorded, when the document is faulty. */
    Optional<SloDefinition> read(Exclusions exclusions) {
        int errorsBefore = registry.problems().errorCount();
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Fields spec = body.get();
        String description = Metadata.description(spec, registry.reading());
        Optional<String> service = spec.requiredText("service");
        List<String> severities = spec.holds("severities") ? spec.listOfText("severities") : List.of();
        if (spec.holds("severities") && spec.list("severities").isEmpty()) {
            spec.error("severities", "lists none; leave it out for all");
        }
        Optional<Duration> recoverWithin = recoverWithin(spec);
        Optional<BudgetPeriod> period = new PeriodReader(spec, registry.reading()).read();
        List<Objective> objectives = target(spec);
        Optional<Subject> subject = period.filter(found -> !objectives.isEmpty())
                .map(found -> new Subject(document.name(), found, objectives));
        List<AlertPolicy> policies = new PoliciesReader(registry, spec).written(subject);
        spec.done();
        if (registry.problems().errorCount() > errorsBefore) {
            return Optional.empty();
        }
        List<Exclusion> excluded = exclusions.of(document.name(), service.orElseThrow());
        IndicatorsReader.Measured measured = new IndicatorsReader.Measured(
                List.of(indicator(spec, service.get(), severities, recoverWithin.orElseThrow())), GroupBy.NONE);
        return Optional.of(new SloDefinition(
                new SloId(document.name()),
                SloReader.version(BudgetingMethod.OCCURRENCES, period.orElseThrow(), measured, objectives, excluded),
                document.metadata().displayName(),
                description,
                service.get(),
                document.metadata().labels(),
                document.metadata().annotations(),
                measured.indicators(),
                BudgetingMethod.OCCURRENCES,
                period.get(),
                objectives,
                policies,
                GroupBy.NONE,
                excluded,
                document.root().where()));
    }

    private static Optional<Duration> recoverWithin(Fields spec) {
        if (!spec.holds("recoverWithin")) {
            spec.missing("recoverWithin");
            return Optional.empty();
        }
        Optional<Duration> within = spec.duration("recoverWithin");
        if (within.isPresent() && within.get().compareTo(Windows.LONGEST) > 0) {
            spec.error("recoverWithin", Durations.format(within.get()) + " is longer than 366d");
            return Optional.empty();
        }
        return within;
    }

    /** The one promise there is; its keys stand in the spec itself. */
    private List<Objective> target(Fields spec) {
        return ObjectivesReader.target(spec, registry.reading()).stream().toList();
    }

    private static Indicator indicator(Fields spec, String service, List<String> severities, Duration within) {
        String all = "type == 'incident' && service == " + RuleReader.quoted(service);
        if (!severities.isEmpty()) {
            all += severities.stream()
                    .map(RuleReader::quoted)
                    .collect(Collectors.joining(", ", " && severity in [", "]"));
        }
        return new Indicator.Threshold(
                new Selector(all, spec.whereIs("service"), spec.keyPath("service")),
                new Selector("durationMillis", spec.whereIs("recoverWithin"), spec.keyPath("recoverWithin")),
                Comparison.LTE,
                within.toMillis());
    }
}
