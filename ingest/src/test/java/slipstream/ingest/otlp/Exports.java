package slipstream.ingest.otlp;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;

/** Exports written by OpenTelemetry's own generated classes, and how they are read. */
final class Exports {
    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    static final long NOW_NANOS = NOW.toEpochMilli() * 1_000_000;
    static final TimeBounds BOUNDS = TimeBounds.live(InstantSource.fixed(NOW));

    private Exports() {}

    static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    static Resource shop() {
        return Resource.newBuilder().addAttributes(text("service.name", "shop")).build();
    }

    /** A server span of 120 ms that ended now. */
    static Span.Builder span() {
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[8]))
                .setName("GET /cart")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(NOW_NANOS - 120_000_000)
                .setEndTimeUnixNano(NOW_NANOS);
    }

    static ExportTraceServiceRequest traces(Span.Builder... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        Arrays.stream(spans).forEach(scope::addSpans);
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().setResource(shop()).addScopeSpans(scope))
                .build();
    }

    static ExportLogsServiceRequest logs(LogRecord.Builder... records) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder();
        Arrays.stream(records).forEach(scope::addLogRecords);
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(shop()).addScopeLogs(scope))
                .build();
    }

    static ExportMetricsServiceRequest metrics(Metric.Builder... metrics) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        Arrays.stream(metrics).forEach(scope::addMetrics);
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder().setResource(shop()).addScopeMetrics(scope))
                .build();
    }

    static Metric.Builder gauge(String name, NumberDataPoint.Builder... points) {
        Gauge.Builder gauge = Gauge.newBuilder();
        Arrays.stream(points).forEach(gauge::addDataPoints);
        return Metric.newBuilder().setName(name).setGauge(gauge);
    }

    static NumberDataPoint.Builder point(double value, KeyValue... attributes) {
        return NumberDataPoint.newBuilder()
                .setTimeUnixNano(NOW_NANOS)
                .setAsDouble(value)
                .addAllAttributes(List.of(attributes));
    }

    static OtlpDecoder decoder(OtlpSignal signal, OtlpEncoding encoding) {
        return decoder(signal, encoding, OtlpSettings.standard());
    }

    static OtlpDecoder decoder(OtlpSignal signal, OtlpEncoding encoding, OtlpSettings settings) {
        return new OtlpDecoder(signal, encoding, settings, BOUNDS, new CutCounter(new SimpleMeterRegistry()));
    }

    static RecordedItems read(OtlpDecoder decoder, byte[] payload) throws RejectedObservationException {
        RecordedItems items = new RecordedItems();
        decoder.decode(payload, 0, payload.length, items);
        return items;
    }

    static RecordedItems protobuf(OtlpSignal signal, byte[] payload) throws RejectedObservationException {
        return read(decoder(signal, OtlpEncoding.PROTOBUF), payload);
    }
}
