package slipstream.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.ingest.otlp.Exports.gauge;
import static slipstream.ingest.otlp.Exports.metrics;
import static slipstream.ingest.otlp.Exports.point;
import static slipstream.ingest.otlp.Exports.text;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.ResourceSample;

class MetricReaderTest {
    @Test
    void whatIsIdleIsTurnedIntoWhatIsUsed() throws RejectedObservationException {
        ResourceSample cpu = read(gauge(
                        "system.cpu.utilization",
                        point(0.2, text("cpu", "cpu0"), text("state", "user")),
                        point(0.75, text("cpu", "cpu0"), text("state", "idle"))))
                .only(ResourceSample.class);

        assertThat(cpu.resource()).isEqualTo("cpu");
        assertThat(cpu.value()).isEqualTo(0.25);
        assertThat(cpu.limit()).isEqualTo(1);
        assertThat(cpu.attributes()).isEqualTo(Map.of("cpu", "cpu0"));
    }

    @Test
    void aLimitThatIsAMetricIsThatOfTheSamePool_whereverItStands() throws RejectedObservationException {
        RecordedItems items = read(
                gauge(
                        "db.client.connections.usage",
                        point(8, text("pool.name", "a"), text("state", "used")),
                        point(3, text("pool.name", "b"), text("state", "used")),
                        point(2, text("pool.name", "a"), text("state", "idle"))),
                gauge("db.client.connections.max", point(10, text("pool.name", "a"))));

        assertThat(items.accepted()).extracting(Observation::value).containsExactly(8d, 3d);
        assertThat(items.accepted()).extracting(Observation::limit).containsExactly(10d, Double.NaN);
        assertThat(items.dropped()).containsExactly("not_named", "not_named");
    }

    @Test
    void aMetricOfTheSettingsIsASample() throws RejectedObservationException {
        OtlpSettings settings = SpanReaderTest.settings(
                "metrics: {cache.entries: {resource: cache, limit: 1000, where: {cache: users}}}");
        byte[] export = metrics(
                        gauge("cache.entries", point(900, text("cache", "users")), point(1, text("cache", "other"))))
                .toByteArray();

        RecordedItems items =
                Exports.read(Exports.decoder(OtlpSignal.METRICS, OtlpEncoding.PROTOBUF, settings), export);

        assertThat(items.only(ResourceSample.class).value()).isEqualTo(900);
        assertThat(items.dropped()).containsExactly("not_named");
    }

    @Test
    void whatCannotBeMeasuredIsRejected() throws RejectedObservationException {
        RecordedItems items = read(gauge(
                "jvm.cpu.recent_utilization",
                point(Double.NaN),
                point(Double.POSITIVE_INFINITY),
                point(0.5).setTimeUnixNano(0),
                point(0.5).setFlags(1),
                point(0.5)));

        assertThat(items.accepted()).hasSize(1);
        assertThat(items.rejected())
                .containsExactly(
                        "value_out_of_range jvm.cpu.recent_utilization",
                        "value_out_of_range jvm.cpu.recent_utilization",
                        "missing_field timeUnixNano");
        assertThat(items.dropped()).containsExactly("no_recorded_value");
    }

    @Test
    void histogramsAreDropped_andRejectedWhenNoSenderCanMeanThem() throws RejectedObservationException {
        Metric.Builder histogram = Metric.newBuilder()
                .setName("http.server.request.duration")
                .setHistogram(Histogram.newBuilder()
                        .addDataPoints(HistogramDataPoint.newBuilder().addBucketCounts(3))
                        .addDataPoints(HistogramDataPoint.newBuilder().addBucketCounts(-1)));
        Metric.Builder exponential = Metric.newBuilder()
                .setName("rpc")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .addDataPoints(
                                ExponentialHistogramDataPoint.newBuilder().setScale(-10))
                        .addDataPoints(
                                ExponentialHistogramDataPoint.newBuilder().setScale(100))
                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                .setNegative(ExponentialHistogramDataPoint.Buckets.newBuilder()
                                        .addBucketCounts(-5))));

        RecordedItems items = read(histogram, exponential);

        assertThat(items.dropped()).containsExactly("histogram_not_used", "histogram_not_used");
        assertThat(items.rejected())
                .containsExactly(
                        "value_out_of_range bucketCounts",
                        "value_out_of_range scale",
                        "value_out_of_range bucketCounts");
    }

    private static RecordedItems read(Metric.Builder... metrics) throws RejectedObservationException {
        return Exports.protobuf(OtlpSignal.METRICS, metrics(metrics).toByteArray());
    }
}
