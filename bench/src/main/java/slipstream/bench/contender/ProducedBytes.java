package slipstream.bench.contender;

import org.apache.kafka.streams.KafkaStreams;

/** What the producers of a stream job have sent to the broker since they began, requests of the transaction included. */
final class ProducedBytes {
    private ProducedBytes() {}

    static long of(KafkaStreams streams) {
        return (long) streams.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("producer-metrics")
                        && metric.metricName().name().equals("outgoing-byte-total"))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .sum();
    }
}
