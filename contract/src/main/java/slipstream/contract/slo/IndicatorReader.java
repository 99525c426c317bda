package slipstream.contract.slo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import slipstream.contract.document.Fields;

/** Reads the {@code spec} of an SLI. */
final class IndicatorReader {
    /** The type of a metric source that reads observations; it may be left out. */
    static final String SOURCE_TYPE = "slipstream";

    private final Fields spec;

    IndicatorReader(Fields spec) {
        this.spec = spec;
    }

    Optional<Indicator> read(List<Fields> objectives) {
        spec.text("description");
        Optional<Fields> ratio = spec.fields("ratioMetric");
        Optional<Fields> threshold = spec.fields("thresholdMetric");
        spec.done();
        if (ratio.isPresent() == threshold.isPresent()) {
            spec.error("ratioMetric", "needs exactly one of ratioMetric and thresholdMetric");
            return Optional.empty();
        }
        return ratio.isPresent() ? ratio(ratio.get(), objectives) : threshold(threshold.get(), objectives);
    }

    private Optional<Indicator> ratio(Fields ratio, List<Fields> objectives) {
        for (Fields objective : objectives) {
            if (objective.has("op") || objective.has("value")) {
                objective.warning("op", "op and value mean nothing beside a ratioMetric and are ignored");
            }
        }
        ratio.bool("counter");
        if (ratio.has("raw") || ratio.has("rawType")) {
            ratio.error("raw", "raw ratios are not supported yet: give good and total, or bad and total");
            return Optional.empty();
        }
        Optional<Selector> total = ratio.requiredFields("total").flatMap(IndicatorReader::selector);
        Optional<Fields> good = ratio.fields("good");
        Optional<Fields> bad = ratio.fields("bad");
        ratio.done();
        if (good.isPresent() == bad.isPresent()) {
            ratio.error("good", "needs exactly one of good and bad, beside total");
            return Optional.empty();
        }
        Optional<Selector> part = good.or(() -> bad).flatMap(IndicatorReader::selector);
        if (total.isEmpty() || part.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                good.isPresent()
                        ? new Indicator.GoodRatio(total.get(), part.get())
                        : new Indicator.BadRatio(total.get(), part.get()));
    }

    private static Optional<Indicator> threshold(Fields threshold, List<Fields> objectives) {
        Optional<Fields> source = source(threshold);
        threshold.done();
        if (objectives.size() != 1) {
            threshold.error("metricSource", "a thresholdMetric takes exactly one objective");
            return Optional.empty();
        }
        Fields objective = objectives.get(0);
        Optional<String> op = objective.oneOf("op", "lte", "gte", "lt", "gt");
        OptionalDouble value = objective.number("value");
        if (!objective.has("op")) {
            objective.missing("op");
        }
        if (!objective.has("value")) {
            objective.missing("value");
        }
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Optional<Selector> total = expression(source.get(), "selector");
        Optional<Selector> measured = expression(source.get(), "value");
        source.get().done();
        if (total.isEmpty() || measured.isEmpty() || op.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Indicator.Threshold(
                total.get(), measured.get(), Comparison.ofWord(op.get()).orElseThrow(), value.getAsDouble()));
    }

    private static Optional<Selector> selector(Fields metric) {
        Optional<Fields> source = source(metric);
        metric.done();
        Optional<Selector> selector = source.flatMap(fields -> expression(fields, "selector"));
        source.ifPresent(Fields::done);
        return selector;
    }

    private static Optional<Fields> source(Fields metric) {
        Optional<Fields> source = metric.requiredFields("metricSource");
        if (source.isEmpty()) {
            return Optional.empty();
        }
        source.get().text("metricSourceRef");
        source.get().text("type").ifPresent(type -> {
            if (!type.equals(SOURCE_TYPE)) {
                source.get()
                        .error(
                                "type",
                                "'" + type + "' is not a source that can be read here, '" + SOURCE_TYPE + "' is");
            }
        });
        Optional<Fields> spec = source.get().requiredFields("spec");
        source.get().done();
        return spec;
    }

    private static Optional<Selector> expression(Fields source, String key) {
        return source.requiredText(key).map(text -> new Selector(text, source.whereIs(key), source.keyPath(key)));
    }
}
