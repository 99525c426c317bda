package slipstream.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.ingest.otlp.Exports.gauge;
import static slipstream.ingest.otlp.Exports.logs;
import static slipstream.ingest.otlp.Exports.metrics;
import static slipstream.ingest.otlp.Exports.point;
import static slipstream.ingest.otlp.Exports.span;
import static slipstream.ingest.otlp.Exports.traces;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalGuessTest {
    @Test
    void spansAreTold() {
        assertThat(of(traces(span()).toByteArray())).contains(OtlpSignal.TRACES);
    }

    @Test
    void logRecordsAreTold_alsoWhenOnlyTheTimeOfObservationIsThere() {
        LogRecord.Builder log = LogRecord.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[8]))
                .setSeverityText("INFO")
                .setBody(AnyValue.newBuilder().setStringValue("hello"))
                .setObservedTimeUnixNano(Exports.NOW_NANOS);

        assertThat(of(logs(log).toByteArray())).contains(OtlpSignal.LOGS);
        assertThat(of(logs(log.setTimeUnixNano(Exports.NOW_NANOS)).toByteArray()))
                .contains(OtlpSignal.LOGS);
    }

    @Test
    void metricsOfEveryKindAreTold() {
        Metric.Builder named =
                Metric.newBuilder().setName("m").setDescription("d").setUnit("1");

        assertThat(of(metrics(gauge("m", point(1))).toByteArray())).contains(OtlpSignal.METRICS);
        assertThat(of(metrics(named.setSum(Sum.newBuilder().setIsMonotonic(true)))
                        .toByteArray()))
                .contains(OtlpSignal.METRICS);
        assertThat(of(metrics(named.setHistogram(Histogram.newBuilder())).toByteArray()))
                .contains(OtlpSignal.METRICS);
        assertThat(of(metrics(named.setExponentialHistogram(ExponentialHistogram.newBuilder()))
                        .toByteArray()))
                .contains(OtlpSignal.METRICS);
        assertThat(of(metrics(named.setSummary(Summary.newBuilder())).toByteArray()))
                .contains(OtlpSignal.METRICS);
    }

    @Test
    void whatIsNoExportIsNotTold() {
        assertThat(of("\na line of text after an empty one".getBytes(UTF_8))).isEmpty();
        assertThat(of(new byte[] {0x0A, 0x05, 1})).isEmpty();
        assertThat(of(traces().toByteArray())).isEmpty();
    }

    private static Optional<OtlpSignal> of(byte[] payload) {
        return SignalGuess.of(payload, 0, payload.length);
    }
}
