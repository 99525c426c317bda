package slipstream.contract.slo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;

/** Reads what an SLO measures: one indicator, or for a composite one on each objective; inline or by reference. */
final class IndicatorsReader {
    private final Registry registry;
    private final String name;
    private final Fields slo;
    private final List<Fields> objectives;

    /** @param name what the SLO is called, for what is said about it */
    IndicatorsReader(Registry registry, String name, Fields slo, List<Fields> objectives) {
        this.registry = registry;
        this.name = name;
        this.slo = slo;
        this.objectives = objectives;
    }

    /**
     * What is measured.
     *
     * @param indicators one, or one for each objective
     */
    record Measured(List<Indicator> indicators, GroupBy groupBy) {
        Measured {
            indicators = List.copyOf(indicators);
        }
    }

    /** Whether any objective has an indicator of its own, which makes the SLO a composite. */
    static boolean isComposite(List<Fields> objectives) {
        return objectives.stream().anyMatch(IndicatorsReader::hasIndicator);
    }

    /** What is measured; empty, with problems or a warning recorded, when it cannot be counted here. */
    Optional<Measured> read() {
        boolean isComposite = isComposite(objectives);
        boolean hasOwn = hasIndicator(slo);
        if (isComposite && hasOwn) {
            slo.error("objectives", "an SLO has one indicator, or one on each objective (a composite), and not both");
            return Optional.empty();
        }
        if (!isComposite) {
            return sli(slo, "").flatMap(sli -> measured(List.of(sli)));
        }
        List<Sli> members = new ArrayList<>();
        for (Fields objective : objectives) {
            sli(objective, " on each objective of a composite").ifPresent(members::add);
        }
        return members.size() == objectives.size() ? measured(members) : Optional.empty();
    }

    private static boolean hasIndicator(Fields fields) {
        boolean isInline = fields.holds("indicator");
        return fields.holds("indicatorRef") || isInline;
    }

    private Optional<Sli> sli(Fields holder, String where) {
        boolean isInline = holder.holds("indicator");
        if (isInline == holder.holds("indicatorRef")) {
            holder.error("indicator", "needs exactly one of indicator and indicatorRef" + where);
            return Optional.empty();
        }
        return isInline ? inline(holder) : referred(holder);
    }

    private Optional<Sli> inline(Fields holder) {
        Optional<Fields> indicator = holder.fields("indicator");
        if (indicator.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = indicator.get();
        if (fields.holds("metadata") || registry.reading() == Reading.STRICT) {
            Metadata.read(fields, registry.reading(), true);
        }
        Optional<Fields> spec = fields.requiredFields("spec");
        fields.done();
        Optional<Sli> sli = spec.flatMap(found -> new IndicatorReader(found, registry).read());
        if (spec.isPresent() && spec.get().holds("ratioMetric")) {
            objectivesOf(holder).forEach(objective -> refuseThreshold(objective, registry.reading()));
        }
        return sli;
    }

    private Optional<Sli> referred(Fields holder) {
        Optional<String> reference = Metadata.reference(holder, "indicatorRef", registry.reading());
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Optional<Document> document = registry.find(Kind.SLI, reference.get());
        if (document.isEmpty()) {
            holder.error("indicatorRef", registry.nothingCalled(Kind.SLI, reference.get()));
            return Optional.empty();
        }
        Optional<Fields> spec = document.get().spec();
        if (spec.isPresent() && spec.get().holds("ratioMetric")) {
            objectivesOf(holder).forEach(objective -> refuseThreshold(objective, Reading.LENIENT));
        }
        return spec.flatMap(found -> new IndicatorReader(found, registry).read());
    }

    private List<Fields> objectivesOf(Fields holder) {
        return holder == slo ? objectives : List.of(holder);
    }

    /** The spec's own examples have them. */
    private static void refuseThreshold(Fields objective, Reading reading) {
        for (String key : List.of("op", "value")) {
            if (objective.holds(key)) {
                reading.report(objective, key, "means nothing beside a ratioMetric and is ignored");
            }
        }
    }

    private Optional<Measured> measured(List<Sli> slis) {
        List<Indicator> indicators = new ArrayList<>();
        List<GroupBy> groups = new ArrayList<>();
        Optional<Sli.Foreign> foreign = Optional.empty();
        boolean isWhole = true;
        for (int i = 0; i < slis.size(); i++) {
            Sli sli = slis.get(i);
            if (sli instanceof Sli.Whole whole) {
                indicators.add(whole.indicator());
                groups.add(whole.groupBy());
            } else if (sli instanceof Sli.Compared compared) {
                Optional<Indicator> indicator =
                        slis.size() == 1 && objectives.size() != 1 ? tooMany() : compared(compared, objectives.get(i));
                isWhole &= indicator.isPresent();
                indicator.ifPresent(indicators::add);
                groups.add(compared.groupBy());
            } else if (sli instanceof Sli.Foreign other) {
                foreign = foreign.or(() -> Optional.of(other));
                checkThresholdOfForeign(i);
            }
        }
        if (foreign.isPresent()) {
            warn(foreign.get());
            return Optional.empty();
        }
        boolean isOneGrouping =
                groups.stream().map(GroupBy::labelNames).distinct().count() == 1;
        if (!isOneGrouping) {
            slo.error("objectives", "the objectives of a composite are grouped by the same fields, or none is");
        }
        return isWhole && isOneGrouping ? Optional.of(new Measured(indicators, groups.get(0))) : Optional.empty();
    }

    private void warn(Sli.Foreign foreign) {
        registry.problems()
                .warning(
                        foreign.where(),
                        foreign.key(),
                        "the SLO '" + name + "' is not counted: " + foreign.reason() + ", and only sources of type "
                                + MetricSource.TYPE + " with a selector can be");
    }

    /** What OpenSLO wants of an objective with a threshold holds whoever counts it. */
    private void checkThresholdOfForeign(int index) {
        Fields holder = IndicatorsReader.hasIndicator(slo) ? slo : objectives.get(index);
        Optional<Fields> threshold = holder.holds("indicator")
                ? holder.fields("indicator")
                        .flatMap(indicator -> indicator.fields("spec"))
                        .filter(spec -> spec.holds("thresholdMetric"))
                : Optional.empty();
        if (threshold.isPresent()) {
            objectivesOf(holder).forEach(IndicatorsReader::comparison);
        }
    }

    private Optional<Indicator> tooMany() {
        slo.error("objectives", "a thresholdMetric takes exactly one objective");
        return Optional.empty();
    }

    /** What an objective compares a value with. */
    private record Against(Comparison op, BigDecimal value) {}

    private static Optional<Against> comparison(Fields objective) {
        Optional<Comparison> op = ComparisonReader.required(objective);
        if (!objective.holds("value")) {
            objective.missing("value");
        }
        Optional<BigDecimal> value = objective.holds("value")
                ? objective.converted("value", "a number", text -> {
                    BigDecimal number = new BigDecimal(text);
                    if (!Double.isFinite(number.doubleValue())) {
                        throw new IllegalArgumentException("not finite");
                    }
                    return number;
                })
                : Optional.empty();
        return op.isPresent() && value.isPresent() ? Optional.of(new Against(op.get(), value.get())) : Optional.empty();
    }

    private static Optional<Indicator> compared(Sli.Compared sli, Fields objective) {
        return comparison(objective)
                .map(against -> new Indicator.Threshold(
                        sli.total(), sli.value(), against.op(), against.value().doubleValue()));
    }
}
