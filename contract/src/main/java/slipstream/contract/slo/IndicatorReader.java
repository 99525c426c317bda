package slipstream.contract.slo;

import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;

/** Reads the {@code spec} of an SLI, inline or in a document of its own. */
final class IndicatorReader {
    private final Fields spec;
    private final Registry registry;
    private final MetricSource sources;

    IndicatorReader(Fields spec, Registry registry) {
        this.spec = spec;
        this.registry = registry;
        this.sources = new MetricSource(registry);
    }

    /** What it says; empty, with problems recorded, when it is no indicator. */
    Optional<Sli> read() {
        Metadata.description(spec, registry.reading());
        boolean isRatio = spec.holds("ratioMetric");
        boolean isThreshold = spec.holds("thresholdMetric");
        Optional<Sli> ratio = isRatio ? spec.fields("ratioMetric").flatMap(this::ratio) : Optional.empty();
        Optional<Sli> threshold =
                isThreshold ? spec.fields("thresholdMetric").flatMap(this::threshold) : Optional.empty();
        spec.done();
        if (isRatio == isThreshold) {
            spec.error("ratioMetric", "needs exactly one of ratioMetric and thresholdMetric");
            return Optional.empty();
        }
        return isRatio ? ratio : threshold;
    }

    private Optional<Sli> ratio(Fields ratio) {
        int errorsBefore = registry.problems().errorCount();
        if (ratio.holds("counter")) {
            ratio.bool("counter");
        }
        Part total = part(ratio, "total");
        Part good = part(ratio, "good");
        Part bad = part(ratio, "bad");
        Optional<Sli> raw =
                ratio.holds("raw") ? ratio.fields("raw").flatMap(metric -> raw(metric, ratio)) : Optional.empty();
        boolean isRaw = ratio.holds("raw");
        if (isRaw) {
            refuseBesideRaw(ratio);
        } else {
            checkParts(ratio);
        }
        ratio.done();
        if (registry.problems().errorCount() > errorsBefore) {
            return Optional.empty();
        }
        return isRaw ? raw : counted(total, good, bad);
    }

    /** One of the two metrics of a ratio. */
    private record Part(Optional<Selector> selector, GroupBy groupBy, Optional<Sli.Foreign> foreign) {
        static final Part ABSENT = new Part(Optional.empty(), GroupBy.NONE, Optional.empty());
    }

    private Part part(Fields ratio, String key) {
        Optional<MetricSource.Found> found =
                ratio.holds(key) ? ratio.fields(key).flatMap(sources::read) : Optional.empty();
        if (found.isEmpty()) {
            return Part.ABSENT;
        }
        if (found.get().foreign().isPresent()) {
            return new Part(Optional.empty(), GroupBy.NONE, found.get().foreign());
        }
        Fields source = found.get().spec();
        Optional<Selector> selector = MetricSource.expression(source, "selector");
        GroupBy groupBy = key.equals("total") ? MetricSource.groupBy(source) : GroupBy.NONE;
        if (!key.equals("total") && source.has("groupBy")) {
            source.error("groupBy", "belongs to total: groups are made of everything that counts");
        }
        source.done();
        return new Part(selector, groupBy, Optional.empty());
    }

    private static void refuseBesideRaw(Fields ratio) {
        for (String key : List.of("total", "good", "bad")) {
            if (ratio.holds(key)) {
                ratio.error(key, "stands beside raw, which is a ratio already: give raw, or total with good or bad");
            }
        }
    }

    private static void checkParts(Fields ratio) {
        if (ratio.holds("rawType")) {
            ratio.error("rawType", "says what raw is, and there is no raw");
        }
        if (!ratio.holds("total")) {
            ratio.missing("total");
        }
        if (ratio.holds("good") == ratio.holds("bad")) {
            ratio.error("good", "needs exactly one of good and bad, beside total");
        }
    }

    private static Optional<Sli> counted(Part total, Part good, Part bad) {
        for (Part part : List.of(total, good, bad)) {
            if (part.foreign().isPresent()) {
                return part.foreign().map(Sli.class::cast);
            }
        }
        Selector all = total.selector().orElseThrow();
        Indicator indicator = good.selector()
                .<Indicator>map(selector -> new Indicator.GoodRatio(all, selector))
                .orElseGet(() -> new Indicator.BadRatio(all, bad.selector().orElseThrow()));
        return Optional.of(new Sli.Whole(indicator, total.groupBy()));
    }

    private Optional<Sli> raw(Fields metric, Fields ratio) {
        if (!ratio.holds("rawType")) {
            ratio.missing("rawType");
        }
        Optional<Boolean> isSuccess = ratio.holds("rawType")
                ? ratio.oneOf("rawType", "success", "failure").map("success"::equals)
                : Optional.empty();
        return measured(metric).flatMap(measured -> {
            if (measured instanceof Sli.Compared value) {
                return isSuccess.map(success ->
                        new Sli.Whole(new Indicator.Raw(value.total(), value.value(), success), value.groupBy()));
            }
            return Optional.of(measured);
        });
    }

    private Optional<Sli> threshold(Fields metric) {
        return measured(metric);
    }

    /** A source that gives one value for each observation. */
    private Optional<Sli> measured(Fields metric) {
        Optional<MetricSource.Found> found = sources.read(metric);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get().foreign().isPresent()) {
            return found.get().foreign().map(Sli.class::cast);
        }
        Fields source = found.get().spec();
        Optional<Selector> total = MetricSource.expression(source, "selector");
        Optional<Selector> value = MetricSource.expression(source, "value");
        GroupBy groupBy = MetricSource.groupBy(source);
        source.done();
        return total.isPresent() && value.isPresent()
                ? Optional.of(new Sli.Compared(total.get(), value.get(), groupBy))
                : Optional.empty();
    }
}
