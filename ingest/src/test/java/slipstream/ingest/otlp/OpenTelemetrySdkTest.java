package slipstream.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.receive.HttpReceiver;
import slipstream.ingest.receive.OtlpReceiverReader;
import slipstream.ingest.receive.RecordingSink;
import slipstream.ingest.source.SourceContext;

/** OpenTelemetry's own SDK sends to our receiver, over a real socket, as any instrumented service does. */
class OpenTelemetrySdkTest {
    private static final int SPANS = 1_000;
    private static final Resource RESOURCE =
            Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "checkout"));

    private final RecordingSink sink = new RecordingSink();
    private HttpReceiver receiver;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        Problems problems = new Problems();
        receiver = (HttpReceiver)
                YamlReader.parse("otlp: {protocols: {http: {endpoint: '127.0.0.1:0'}}}", "ingest.yml", problems)
                        .get(0)
                        .asFields(problems)
                        .flatMap(receivers -> OtlpReceiverReader.read(receivers, folder))
                        .orElseThrow()
                        .open(new SourceContext(
                                sink,
                                Map.of(),
                                folder,
                                TimeBounds.live(InstantSource.system()),
                                InstantSource.system(),
                                new SimpleMeterRegistry()));
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void everySpanOfAServerIsCounted_andTheFailedOnesAreBad() {
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(RESOURCE)
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(url("traces"))
                                .build())
                        .build())
                .build()) {
            Tracer tracer = provider.get("shop");
            for (int i = 0; i < SPANS; i++) {
                Span span = tracer.spanBuilder("GET /cart")
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan();
                span.setAttribute("http.response.status_code", i % 10 == 0 ? 503 : 200);
                span.setAttribute("http.route", "/cart/{id}");
                if (i % 10 == 0) {
                    span.setStatus(StatusCode.ERROR);
                }
                tracer.spanBuilder("SELECT")
                        .setSpanKind(SpanKind.CLIENT)
                        .startSpan()
                        .end();
                span.end();
            }
            assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }

        List<RequestObservation> requests = of(RequestObservation.class);
        assertThat(requests).hasSize(SPANS);
        assertThat(requests).filteredOn(request -> request.status() == 503).hasSize(SPANS / 10);
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.service()).isEqualTo("checkout");
            assertThat(request.route()).isEqualTo("/cart/{id}");
            assertThat(request.latencyMillis()).isGreaterThanOrEqualTo(0);
        });
        assertThat(sink.drops()).hasSize(SPANS).containsOnly("not_a_request");
        assertThat(sink.letters()).isEmpty();
    }

    @Test
    void logsAndMetricsAreTaken() {
        try (SdkLoggerProvider logs = SdkLoggerProvider.builder()
                        .setResource(RESOURCE)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(OtlpHttpLogRecordExporter.builder()
                                        .setEndpoint(url("logs"))
                                        .build())
                                .build())
                        .build();
                SdkMeterProvider metrics = SdkMeterProvider.builder()
                        .setResource(RESOURCE)
                        .registerMetricReader(PeriodicMetricReader.create(OtlpHttpMetricExporter.builder()
                                .setEndpoint(url("metrics"))
                                .build()))
                        .build()) {
            logs.get("shop")
                    .logRecordBuilder()
                    .setSeverity(Severity.ERROR2)
                    .setBody("no stock")
                    .emit();
            metrics.get("jvm")
                    .gaugeBuilder("jvm.cpu.recent_utilization")
                    .build()
                    .set(0.25);
            metrics.get("jvm").counterBuilder("not.named").build().add(1);
            assertThat(logs.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
            assertThat(metrics.forceFlush().join(30, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }

        assertThat(of(LogRecord.class)).extracting(LogRecord::level).containsExactly("ERROR");
        assertThat(of(ResourceSample.class)).extracting(ResourceSample::value).contains(0.25);
        assertThat(sink.drops()).contains("not_named");
    }

    private String url(String signal) {
        return "http://127.0.0.1:" + receiver.port() + "/v1/" + signal;
    }

    private <O extends Observation> List<O> of(Class<O> kind) {
        return sink.observations().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
