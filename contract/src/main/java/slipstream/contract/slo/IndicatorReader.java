package slipstream.contract.slo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads the {@code spec} of an SLI. */
final class IndicatorReader {
    /** The type of a metric source that reads observations; it may be left out. */
    static final String SOURCE_TYPE = "slipstream";

    private final Fields spec;
    private final Map<String, String> sourceTypes;

    /** @param sourceTypes the type of each DataSource by its name */
    IndicatorReader(Fields spec, Map<String, String> sourceTypes) {
        this.spec = spec;
        this.sourceTypes = sourceTypes;
    }

    /** What a threshold indicator measures; the threshold itself stands in the objective of the SLO. */
    private record Measured(Selector total, Selector value) {}

    /** The indicator; empty, with problems recorded, when it cannot be computed. */
    Optional<Indicator> read(List<Fields> objectives) {
        Optional<Fields> ratio = spec.fields("ratioMetric");
        Optional<Fields> threshold = spec.fields("thresholdMetric");
        if (!hasOneMetric()) {
            return Optional.empty();
        }
        if (ratio.isPresent()) {
            warnOfThresholds(objectives);
            return ratio(ratio.get());
        }
        return threshold.flatMap(fields -> compared(fields, objectives));
    }

    /** Reports the problems of an indicator that has no SLO, and so no objective. */
    void check() {
        if (hasOneMetric()) {
            spec.fields("ratioMetric").ifPresent(this::ratio);
            spec.fields("thresholdMetric").ifPresent(this::measured);
        }
    }

    private boolean hasOneMetric() {
        spec.text("description");
        boolean ratio = spec.has("ratioMetric");
        boolean threshold = spec.has("thresholdMetric");
        spec.done();
        if (ratio == threshold) {
            spec.error("ratioMetric", "needs exactly one of ratioMetric and thresholdMetric");
        }
        return ratio != threshold;
    }

    /** The spec's own examples have them. */
    private static void warnOfThresholds(List<Fields> objectives) {
        for (Fields objective : objectives) {
            for (String key : List.of("op", "value")) {
                if (objective.has(key)) {
                    objective.warning(key, "means nothing beside a ratioMetric and is ignored");
                }
            }
        }
    }

    private Optional<Indicator> ratio(Fields ratio) {
        ratio.bool("counter");
        if (ratio.has("raw") || ratio.has("rawType")) {
            ratio.error("raw", "raw ratios are not supported yet: give good and total, or bad and total");
            return Optional.empty();
        }
        Optional<Selector> total = ratio.requiredFields("total").flatMap(this::selector);
        Optional<Selector> good = ratio.fields("good").flatMap(this::selector);
        Optional<Selector> bad = ratio.fields("bad").flatMap(this::selector);
        boolean countsGood = ratio.has("good");
        if (countsGood == ratio.has("bad")) {
            ratio.error("good", "needs exactly one of good and bad, beside total");
        }
        ratio.done();
        if (total.isEmpty() || good.isPresent() == bad.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                countsGood
                        ? new Indicator.GoodRatio(total.get(), good.get())
                        : new Indicator.BadRatio(total.get(), bad.get()));
    }

    private Optional<Indicator> compared(Fields threshold, List<Fields> objectives) {
        Optional<Measured> measured = measured(threshold);
        if (objectives.size() != 1) {
            threshold.error("metricSource", "a thresholdMetric takes exactly one objective");
            return Optional.empty();
        }
        Fields objective = objectives.get(0);
        for (String key : List.of("op", "value")) {
            if (!objective.has(key)) {
                objective.missing(key);
            }
        }
        Optional<Comparison> op =
                objective.oneOf("op", "lte", "gte", "lt", "gt").flatMap(Comparison::ofWord);
        OptionalDouble value = objective.number("value");
        if (measured.isEmpty() || op.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Indicator.Threshold(measured.get().total(), measured.get().value(), op.get(), value.getAsDouble()));
    }

    private Optional<Measured> measured(Fields threshold) {
        Optional<Fields> source = source(threshold);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Optional<Selector> total = expression(source.get(), "selector");
        Optional<Selector> value = expression(source.get(), "value");
        source.get().done();
        return total.isPresent() && value.isPresent()
                ? Optional.of(new Measured(total.get(), value.get()))
                : Optional.empty();
    }

    private Optional<Selector> selector(Fields metric) {
        Optional<Fields> source = source(metric);
        Optional<Selector> selector = source.flatMap(fields -> expression(fields, "selector"));
        source.ifPresent(Fields::done);
        return selector;
    }

    /** The {@code spec} of a metric source of ours; one of another kind is refused, and nothing is said about its insides. */
    private Optional<Fields> source(Fields metric) {
        Optional<Fields> source = metric.requiredFields("metricSource");
        metric.done();
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = source.get();
        Optional<String> reference = fields.text("metricSourceRef");
        Optional<String> type = fields.text("type");
        fields.element("spec");
        fields.done();
        if (type.isPresent()) {
            if (!type.get().equals(SOURCE_TYPE)) {
                fields.error("type", notOurs(type.get()));
                return Optional.empty();
            }
        } else if (reference.isPresent()) {
            String referred = sourceTypes.get(reference.get());
            if (referred == null || !referred.equals(SOURCE_TYPE)) {
                fields.error(
                        "metricSourceRef",
                        referred == null
                                ? "there is no DataSource '" + reference.get() + "'"
                                        + Spelling.suggestion(reference.get(), sourceTypes.keySet())
                                : notOurs(referred));
                return Optional.empty();
            }
        }
        return fields.requiredFields("spec");
    }

    private static String notOurs(String type) {
        return "metric sources of type '" + type + "' are not supported: observations are, with type " + SOURCE_TYPE
                + " and a selector in spec";
    }

    private static Optional<Selector> expression(Fields source, String key) {
        return source.requiredText(key).map(text -> new Selector(text, source.whereIs(key), source.keyPath(key)));
    }
}
