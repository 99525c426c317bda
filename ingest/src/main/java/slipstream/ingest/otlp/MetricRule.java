package slipstream.ingest.otlp;

import java.util.Map;
import slipstream.contract.event.Observation;

/**
 * Which data points of a metric are samples of a resource.
 *
 * @param resource what is measured
 * @param limit what it can grow to, in the metric's own unit, or {@link Observation#NO_VALUE}
 * @param limitMetric the metric that tells the limit instead, or empty
 * @param where the attributes that a data point must have; an empty value says that it must not have the attribute. They are left out of
 *     the sample
 * @param inverted whether the metric tells what is left: the sample is then the limit less the value
 */
record MetricRule(String resource, double limit, String limitMetric, Map<String, String> where, boolean inverted) {
    MetricRule {
        where = Map.copyOf(where);
        if (inverted && Double.isNaN(limit)) {
            throw new IllegalArgumentException("what tells how much is left needs a limit that is a number");
        }
    }

    static MetricRule limited(String resource, double limit, Map<String, String> where) {
        return new MetricRule(resource, limit, "", where, false);
    }

    static MetricRule limitedBy(String limitMetric, String resource, Map<String, String> where) {
        return new MetricRule(resource, Observation.NO_VALUE, limitMetric, where, false);
    }

    boolean takes(Map<String, String> attributes) {
        return where.entrySet().stream()
                .allMatch(wanted -> attributes.getOrDefault(wanted.getKey(), "").equals(wanted.getValue()));
    }
}
