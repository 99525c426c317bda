package slipstream.ingest.otlp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.payload.ItemSink;

/**
 * The data points of gauges and sums that the table names, as samples. A limit that is a metric itself is taken from the same resource of the
 * same export, from the data point with the same attributes. Histograms are looked at, refused when they cannot be, and left out. Field numbers are those of
 * {@code opentelemetry/proto/metrics/v1/metrics.proto}.
 */
final class MetricReader implements ItemReader {
    private static final int NAME = 1;
    private static final int GAUGE = 5;
    private static final int SUM = 7;
    private static final int HISTOGRAM = 9;
    private static final int EXPONENTIAL_HISTOGRAM = 10;
    private static final int SUMMARY = 11;
    private static final int DATA_POINTS = 1;
    private static final int MAX_NAME_CHARS = 256;

    private final byte[] payload;
    private final MetricTable table;
    private final TimeBounds bounds;
    private final Map<String, Double> limits = new HashMap<>();
    private final NumberPoint point;
    private final HistogramCheck histograms;
    private final WireReader metric = new WireReader();
    private final WireReader data = new WireReader();
    private Resource resource = new Resource("", Map.of());

    MetricReader(byte[] payload, MetricTable table, TimeBounds bounds, CutCounter cuts) {
        this.payload = payload;
        this.table = table;
        this.bounds = bounds;
        this.point = new NumberPoint(payload, cuts);
        this.histograms = new HistogramCheck(payload);
    }

    @Override
    public boolean wantsPreview() {
        return true;
    }

    /** Remembers the values of what is a limit. */
    @Override
    public void preview(int from, int to) throws RejectedObservationException {
        String name = name(from, to);
        Optional<Set<String>> ignored = table.ignoredBy(name);
        if (ignored.isEmpty()) {
            return;
        }
        metric.over(payload, from, to);
        while (metric.next()) {
            if (metric.isRange(GAUGE) || metric.isRange(SUM)) {
                data.over(payload, metric.from(), metric.to());
                while (data.next()) {
                    if (data.isRange(DATA_POINTS)) {
                        rememberLimit(name, ignored.get());
                    }
                }
            }
        }
    }

    private void rememberLimit(String name, Set<String> ignored) throws RejectedObservationException {
        point.read(data.from(), data.to());
        if (point.hasValue() && point.value() > 0 && Double.isFinite(point.value())) {
            limits.put(limitKey(name, point.attributes(Map.of()), ignored), point.value());
        }
    }

    private static String limitKey(String name, Map<String, String> attributes, Set<String> ignored) {
        Map<String, String> rest = new TreeMap<>(attributes);
        rest.keySet().removeAll(ignored);
        return name + rest;
    }

    @Override
    public void begin(Resource next) {
        resource = next;
        limits.clear();
    }

    @Override
    public void read(int from, int to, ItemSink items) throws RejectedObservationException {
        String name = name(from, to);
        metric.over(payload, from, to);
        while (metric.next()) {
            boolean isNumber = metric.isRange(GAUGE) || metric.isRange(SUM);
            boolean isOther =
                    metric.isRange(HISTOGRAM) || metric.isRange(EXPONENTIAL_HISTOGRAM) || metric.isRange(SUMMARY);
            if (isNumber || isOther) {
                readPoints(name, metric.field(), items);
            }
        }
    }

    private void readPoints(String name, int kind, ItemSink items) throws RejectedObservationException {
        List<MetricRule> rules = table.rulesFor(name);
        data.over(payload, metric.from(), metric.to());
        while (data.next()) {
            if (!data.isRange(DATA_POINTS)) {
                continue;
            }
            try {
                if (kind == GAUGE || kind == SUM) {
                    readNumber(name, rules, items);
                } else {
                    readHistogram(name, kind, items);
                }
            } catch (RejectedObservationException e) {
                items.reject(e, Arrays.copyOfRange(payload, data.from(), data.to()));
            }
        }
    }

    private void readHistogram(String name, int kind, ItemSink items) throws RejectedObservationException {
        if (kind == HISTOGRAM) {
            histograms.check(name, data.from(), data.to());
        } else if (kind == EXPONENTIAL_HISTOGRAM) {
            histograms.checkExponential(name, data.from(), data.to());
        }
        items.drop("histogram_not_used");
    }

    private void readNumber(String name, List<MetricRule> rules, ItemSink items) throws RejectedObservationException {
        if (rules.isEmpty()) {
            items.drop("not_named");
            return;
        }
        point.read(data.from(), data.to());
        Map<String, String> attributes = point.attributes(resource.attributes());
        Optional<MetricRule> rule =
                rules.stream().filter(each -> each.takes(attributes)).findFirst();
        if (rule.isEmpty()) {
            items.drop("not_named");
        } else if (!point.hasValue()) {
            items.drop("no_recorded_value");
        } else {
            items.accept(sample(name, rule.get(), attributes, items));
        }
    }

    private ResourceSample sample(String name, MetricRule rule, Map<String, String> attributes, ItemSink items)
            throws RejectedObservationException {
        long timeMillis = OtlpTime.millis("timeUnixNano", point.timeNanos());
        bounds.check(timeMillis);
        double limit = rule.limit();
        if (!rule.limitMetric().isEmpty()) {
            Set<String> ignored = table.ignoredBy(rule.limitMetric()).orElse(Set.of());
            Map<String, String> own = point.attributes(Map.of());
            limit = limits.getOrDefault(limitKey(rule.limitMetric(), own, ignored), Observation.NO_VALUE);
        }
        double value = ObservationRules.number(name, point.value());
        Map<String, String> kept = new HashMap<>(attributes);
        kept.keySet().removeAll(rule.where().keySet());
        return new ResourceSample(
                items.nextOrigin(),
                timeMillis,
                resource.checkedService(),
                rule.resource(),
                rule.inverted() ? limit - value : value,
                limit,
                kept);
    }

    private String name(int from, int to) throws RejectedObservationException {
        String name = "";
        metric.over(payload, from, to);
        while (metric.next()) {
            if (metric.isRange(NAME)) {
                name = AnyValue.cut(payload, metric.from(), metric.to(), MAX_NAME_CHARS);
            }
        }
        return name;
    }
}
