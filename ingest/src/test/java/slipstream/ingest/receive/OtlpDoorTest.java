package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.listen.ListenAddress;

/** OTLP over HTTP: what comes in is read by {@code slipstream.ingest.otlp}; here it is about the doors and their answers. */
class OtlpDoorTest {
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private Path folder;

    @AutoClose
    private final ReceiverWorld world = new ReceiverWorld();

    private HttpReceiver receiver;

    @BeforeEach
    void open() {
        Problems problems = new Problems();
        ReceiverSettings settings = OtlpReceiverReader.read(
                        Doors.fields(folder, "otlp: {protocols: {http: {}}}", problems), folder)
                .orElseThrow();
        problems.throwIfErrors();
        receiver = world.start(settings.listeningOn(ListenAddress.loopback(0)));
    }

    private HttpResponse<byte[]> export(String path, String type, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> export(String path, String json) throws Exception {
        return export(path, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String logs(String... records) {
        return "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]},"
                + "\"scopeLogs\":[{\"logRecords\":[" + String.join(",", records) + "]}]}]}";
    }

    private static String record(String timeNanos) {
        return "{\"timeUnixNano\":\"" + timeNanos + "\",\"severityNumber\":17,\"body\":{\"stringValue\":\"boom\"}}";
    }

    @Test
    void exportInJsonIsTaken_andAnsweredWithAnEmptyResponse() throws Exception {
        HttpResponse<byte[]> answer = export("/v1/logs", logs(record("1767225600000000000")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
        assertThat(text(answer)).isEqualTo("{}");
        assertThat(((LogRecord) world.sink().observations().get(0)).message()).isEqualTo("boom");
    }

    @Test
    void spansAreTakenAtTheirOwnDoor() throws Exception {
        HttpResponse<byte[]> answer = export(
                "/v1/traces",
                "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]},"
                        + "\"scopeSpans\":[{\"spans\":[{\"name\":\"GET /cart\",\"kind\":2,\"startTimeUnixNano\":\"1767225599000000000\","
                        + "\"endTimeUnixNano\":\"1767225600000000000\",\"attributes\":["
                        + "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"503\"}}]}]}]}]}");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        RequestObservation request =
                (RequestObservation) world.sink().observations().get(0);
        assertThat(request.status()).isEqualTo(503);
        assertThat(request.latencyMillis()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"/v1/logs", "/v1/traces", "/v1/metrics"})
    void emptyExportIsTaken_inBothEncodings(String path) throws Exception {
        HttpResponse<byte[]> protobuf = export(path, PROTOBUF, new byte[0]);

        assertThat(protobuf.statusCode()).isEqualTo(200);
        assertThat(protobuf.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
        assertThat(protobuf.body()).isEmpty();
        assertThat(export(path, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void itemsThatAreBadAreToldAsAPartialSuccess() throws Exception {
        HttpResponse<byte[]> answer = export("/v1/logs", logs(record("1"), record("1767225600000000000"), record("2")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer))
                .startsWith(
                        "{\"partialSuccess\":{\"rejectedLogRecords\":\"2\",\"errorMessage\":\"timestamp_out_of_range: ");
        assertThat(world.sink().observations()).hasSize(1);
        assertThat(world.sink().letters()).hasSize(2);
    }

    @Test
    void exportThatIsNoneIsRefusedWithAStatus_inTheFormItCameIn() throws Exception {
        HttpResponse<byte[]> json = export("/v1/logs", "{\"resourceLogs\":[");
        HttpResponse<byte[]> protobuf = export("/v1/logs", PROTOBUF, HEX.parseHex("ffffffff"));

        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(text(json)).startsWith("{\"code\":3,\"message\":\"undecodable: ");
        assertThat(protobuf.statusCode()).isEqualTo(400);
        assertThat(protobuf.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
        assertThat(HEX.formatHex(protobuf.body(), 0, 3)).isEqualTo("080312");
        assertThat(world.sink().observations()).isEmpty();
        assertThat(world.sink().letters()).hasSize(2);
    }

    @Test
    void compressedExportIsInflated() throws Exception {
        HttpResponse<byte[]> answer =
                export("/v1/logs", JSON, gzip(logs(record("1767225600000000000"))), "Content-Encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(world.sink().observations()).hasSize(1);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void exporterIsToldToTryAgain_whenKafkaDoesNotTakeIt() throws Exception {
        world.sink().confirmWith(() -> CompletableFuture.failedFuture(new IOException("away")));

        HttpResponse<byte[]> answer = export("/v1/logs", logs(record("1767225600000000000")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(text(answer)).startsWith("{\"code\":14,");
    }

    @Test
    void longExportIsRefused_beforeItIsRead() throws Exception {
        String head = "POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + (20 * 1024 * 1024 + 1) + "\r\n\r\n";

        RawClient.Reply answer = RawClient.send(receiver.port(), head.getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).startsWith("{\"code\":8,");
    }

    @Test
    void otherTypesAreRefused_andOtherPathsAreNotThere() throws Exception {
        assertThat(export("/v1/logs", "text/plain", new byte[0]).statusCode()).isEqualTo(415);
        assertThat(export("/v1/profiles", "{}").statusCode()).isEqualTo(404);
        assertThat(export("/api/v1/observations", "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                   | otlp.protocols: is required",
                "{protocols: {grpc: {}}}                              | otlp.protocols.grpc: gRPC is not taken",
                "{protocols: {http: {endpoint: '0.0.0.0:4318'}}}      | without a token would let anybody in",
                "{protocols: {http: {endpont: '127.0.0.1:4318'}}}     | did you mean 'endpoint'?",
            })
    void mistakesInTheSettingsAreNamed(String section, String problem) {
        Problems problems = new Problems();

        OtlpReceiverReader.read(Doors.fields(folder, "otlp: " + section, problems), folder);

        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains(problem));
    }
}
