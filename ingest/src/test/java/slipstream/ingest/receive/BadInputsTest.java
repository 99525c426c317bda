package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.contract.document.Problems;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.SourceContext;

/**
 * Sends every line of {@code bad-inputs/http.jsonl} to a real receiver. A line has the number of the bad input in the product's list and a
 * name, the {@code server} ({@code otlp}; else the usual one), the request ({@code raw}; or
 * {@code method}, {@code path}, {@code headers}, and {@code body} or {@code hex}, with {@code repeat} for large ones and {@code zip} for compressed ones, of
 * which bytes may be cut off or appended), and what is
 * expected: {@code status}, {@code code} of the error or of the first bad item, {@code dead} letters and {@code accepted}
 * observations. In texts, {@code {now}} stands for the receiver's clock and {@code {good}} for an observation without fault.
 */
class BadInputsTest {
    private static final InstantSource T0 = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final String TOKEN = "correct-horse-battery";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecordingSink sink = new RecordingSink();
    private static HttpReceiver open;
    private static HttpReceiver otlp;
    private static HttpReceiver guarded;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        open = receiver(Optional.empty());
        guarded = receiver(Optional.of(new AccessToken(TOKEN)));
        otlp = receiver(
                OtlpReceiverReader.read(Doors.fields(folder, "otlp: {protocols: {http: {}}}", new Problems()), folder)
                        .orElseThrow()
                        .listeningOn(ListenAddress.loopback(0)));
    }

    private static HttpReceiver receiver(Optional<AccessToken> token) {
        return receiver(ReceiverSettings.at(new ListenAddress("127.0.0.1", 0, token)));
    }

    private static HttpReceiver receiver(ReceiverSettings settings) {
        HttpReceiver receiver = new HttpReceiver(
                settings,
                new SourceContext(
                        sink, Map.of(), Path.of("unused"), TimeBounds.live(T0), T0, new SimpleMeterRegistry()));
        receiver.start();
        return receiver;
    }

    @AfterAll
    static void stop() {
        open.close();
        guarded.close();
        otlp.close();
    }

    @BeforeEach
    void forget() {
        sink.clear();
    }

    static Stream<Arguments> lines() throws IOException {
        try (InputStream file = BadInputsTest.class.getResourceAsStream("/bad-inputs/http.jsonl")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(BadInputsTest::parse)
                            .map(line -> Arguments.of(
                                    line.get("number").asInt() + ": "
                                            + line.get("name").asText(),
                                    line))
                            .toList()
                            .stream();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void badInputIsAnsweredAsTheFileSays(String name, JsonNode line) throws IOException {
        // given
        HttpReceiver receiver = line.path("guarded").asBoolean() ? guarded : open;
        if (line.path("server").asText().equals("otlp")) {
            receiver = otlp;
        }
        byte[] request = request(line);

        // when
        RawClient.Reply reply = RawClient.send(receiver.port(), request);

        // then
        String type = line.path("type").asText("application/json");
        assertThat(reply.status()).as(reply.body()).isEqualTo(line.get("status").asInt());
        assertThat(reply.headers()).containsEntry("content-type", type);
        assertThat(code(type, reply.body()))
                .as(reply.body())
                .isEqualTo(line.get("code").asText());
        assertThat(reply.body()).doesNotContain("Exception", "at slipstream", "org.eclipse", TOKEN);
        assertThat(reply.body()).doesNotContain("QQQQQQQQQQ".repeat(7));
        assertThat(sink.letters()).hasSize(line.path("dead").asInt());
        assertThat(sink.observations()).hasSize(line.path("accepted").asInt());
        Iterator<Map.Entry<String, JsonNode>> expected = line.path("answers").fields();
        expected.forEachRemaining(header -> assertThat(reply.headers())
                .containsEntry(header.getKey(), header.getValue().asText()));
    }

    private static String code(String type, String text) throws IOException {
        if (type.equals("application/x-protobuf")) {
            // The first field is the number of the status, the second begins with a tag and its length.
            return text.substring(4, text.indexOf(':'));
        }
        JsonNode body = JSON.readTree(text);
        if (body.has("code") || body.has("partialSuccess")) {
            String message = body.path("partialSuccess")
                    .path("errorMessage")
                    .asText(body.path("message").asText());
            return message.substring(0, message.indexOf(':'));
        }
        return body.has("error")
                ? body.get("error").get("code").asText()
                : body.path("errors").path(0).path("code").asText("none");
    }

    private static byte[] request(JsonNode line) {
        if (line.has("raw")) {
            return filled(line.get("raw").asText()).getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] body = body(line);
        StringBuilder head = new StringBuilder();
        head.append(line.path("method").asText("POST")).append(' ');
        head.append(line.path("path").asText("/api/v1/observations")).append(" HTTP/1.1\r\nHost: localhost\r\n");
        JsonNode headers = line.path("headers");
        if (!headers.has("Content-Type")) {
            head.append("Content-Type: application/json\r\n");
        }
        if (!headers.has("Content-Length") && !headers.has("Transfer-Encoding")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        headers.fields().forEachRemaining(header -> {
            if (!header.getValue().asText().equals("absent")) {
                head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue().asText())
                        .append("\r\n");
            }
        });
        return RawClient.concat(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    private static byte[] body(JsonNode line) {
        byte[] body = plainBody(line);
        JsonNode zip = line.path("zip");
        for (int i = 0; i < zip.path("times").asInt(); i++) {
            body = gzip(body);
        }
        byte[] kept = Arrays.copyOf(body, body.length - zip.path("cut").asInt());
        return RawClient.concat(kept, HexFormat.of().parseHex(zip.path("append").asText()));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] plainBody(JsonNode line) {
        if (line.has("hex")) {
            return HexFormat.of().parseHex(line.get("hex").asText());
        }
        String body = filled(line.path("body").asText());
        if (line.has("repeat")) {
            JsonNode repeat = line.get("repeat");
            String many = filled(repeat.get("text").asText())
                    .repeat(repeat.get("times").asInt());
            body = body.replace("{many}", many);
        }
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static String filled(String text) {
        String now = Long.toString(T0.millis());
        return text.replace("{good}", "{\"time\":{now},\"service\":\"shop\"}").replace("{now}", now);
    }
}
