package slipstream.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.ingest.otlp.Exports.number;
import static slipstream.ingest.otlp.Exports.span;
import static slipstream.ingest.otlp.Exports.text;
import static slipstream.ingest.otlp.Exports.traces;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;

class SpanReaderTest {
    private static final Status.Builder FAILED = Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR);

    @Test
    void aServerSpanIsARequestAtItsEnd() throws RejectedObservationException {
        RequestObservation request = read(span().addAttributes(number("http.response.status_code", 404))
                        .addAttributes(text("http.request.method", "GET"))
                        .addAttributes(text("http.route", "/cart/{id}"))
                        .addAttributes(text("user.id", "not kept")))
                .only(RequestObservation.class);

        assertThat(request.timeMillis()).isEqualTo(Exports.NOW.toEpochMilli());
        assertThat(request.latencyMillis()).isEqualTo(120);
        assertThat(request.service()).isEqualTo("shop");
        assertThat(request.status()).isEqualTo(404);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.route()).isEqualTo("/cart/{id}");
        assertThat(request.attributes()).isEmpty();
    }

    @Test
    void oldNamesOfHttpAttributesAreRead() throws RejectedObservationException {
        RequestObservation request = read(span().addAttributes(text("http.status_code", "503"))
                        .addAttributes(text("http.method", "PUT"))
                        .addAttributes(text("http.target", "/cart?id=7")))
                .only(RequestObservation.class);

        assertThat(request.status()).isEqualTo(503);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.route()).isEqualTo("/cart");
    }

    @ParameterizedTest
    @EnumSource(
            value = Span.SpanKind.class,
            names = {"SPAN_KIND_CLIENT", "SPAN_KIND_INTERNAL", "SPAN_KIND_PRODUCER", "SPAN_KIND_UNSPECIFIED"})
    void spansOfOtherKindsAreDropped(Span.SpanKind kind) throws RejectedObservationException {
        assertThat(read(span().setKind(kind)).dropped()).containsExactly("not_a_request");
    }

    @Test
    void aConsumerSpanWithoutHttpIsGood_andItsRouteIsTheQueue() throws RejectedObservationException {
        RequestObservation request = read(span().setKind(Span.SpanKind.SPAN_KIND_CONSUMER)
                        .addAttributes(text("messaging.destination.name", "orders")))
                .only(RequestObservation.class);

        assertThat(request.status()).isEqualTo(200);
        assertThat(request.route()).isEqualTo("orders");
    }

    @Test
    void aSpanThatFailedIsBad_whateverItsHttpStatus() throws RejectedObservationException {
        RecordedItems items = read(
                span().setStatus(FAILED),
                span().setStatus(FAILED).addAttributes(number("http.response.status_code", 200)),
                span().setStatus(FAILED).addAttributes(number("http.response.status_code", 504)));

        assertThat(items.accepted()).extracting(o -> o.status()).containsExactly(500, 500, 504);
        assertThat(items.accepted().get(1).attributes()).isEqualTo(Map.of("http.response.status_code", "200"));
    }

    @Test
    void aRemoteMethodIsTheRoute_elseTheSpansName() throws RejectedObservationException {
        RecordedItems items = read(
                span().addAttributes(text("rpc.service", "shop.Cart")).addAttributes(text("rpc.method", "Add")),
                span());

        assertThat(items.accepted())
                .extracting(o -> ((RequestObservation) o).route())
                .containsExactly("shop.Cart/Add", "GET /cart");
    }

    @Test
    void aBadSpanDoesNotSpoilItsNeighbours() throws RejectedObservationException {
        RecordedItems items = read(
                span(),
                span().setStartTimeUnixNano(Exports.NOW_NANOS + 1_000_000_000),
                span().setEndTimeUnixNano(0),
                span().setEndTimeUnixNano(-1),
                span().addAttributes(number("http.response.status_code", 999)),
                span());

        assertThat(items.accepted()).hasSize(2);
        assertThat(items.rejected())
                .containsExactly(
                        "value_out_of_range endTimeUnixNano - startTimeUnixNano",
                        "missing_field endTimeUnixNano",
                        "timestamp_out_of_range time",
                        "value_out_of_range status");
    }

    @Test
    void configuredAttributesAndLabelsAreKept_thoseOfTheSpanOverThoseOfTheResource()
            throws RejectedObservationException {
        OtlpSettings settings = settings("labels: {team: web}\nattributes: [tenant, region]");

        RequestObservation request = Exports.read(
                        Exports.decoder(OtlpSignal.TRACES, OtlpEncoding.PROTOBUF, settings),
                        traces(span().addAttributes(text("tenant", "acme")).addAttributes(number("region", 7)))
                                .toByteArray())
                .only(RequestObservation.class);

        assertThat(request.attributes()).isEqualTo(Map.of("team", "web", "tenant", "acme", "region", "7"));
    }

    @Test
    void anExportWithoutServiceNameIsOfTheUnknownService() throws RejectedObservationException {
        byte[] export = traces(span()).toBuilder()
                .clearResourceSpans()
                .addResourceSpans(traces(span()).getResourceSpans(0).toBuilder().clearResource())
                .build()
                .toByteArray();

        assertThat(Exports.protobuf(OtlpSignal.TRACES, export)
                        .only(RequestObservation.class)
                        .service())
                .isEqualTo("unknown_service");
    }

    @Test
    void anEmptyExportHasNoItems() throws RejectedObservationException {
        assertThat(Exports.protobuf(OtlpSignal.TRACES, new byte[0]).count()).isZero();
    }

    static OtlpSettings settings(String yaml) {
        Problems problems = new Problems();
        Fields fields = YamlReader.parse(yaml, "ingest.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
        OtlpSettings settings = OtlpSettings.read(fields);
        fields.done();
        assertThat(problems.all()).isEqualTo(List.of());
        return settings;
    }

    private static RecordedItems read(Span.Builder... spans) throws RejectedObservationException {
        return Exports.protobuf(OtlpSignal.TRACES, traces(spans).toByteArray());
    }
}
