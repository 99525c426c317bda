package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.SourceContext;

/**
 * Sends every line of {@code bad-inputs/http.jsonl} to a real receiver. A line has a name, the request ({@code raw}; or
 * {@code method}, {@code path}, {@code headers}, and {@code body} or {@code hex}, with {@code repeat} for large ones), and what is
 * expected: {@code status}, {@code code} of the error or of the first bad item, {@code dead} letters and {@code accepted}
 * observations. In texts, {@code {now}} stands for the receiver's clock and {@code {good}} for an observation without fault.
 */
class BadInputsTest {
    private static final InstantSource T0 = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final String TOKEN = "correct-horse-battery";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecordingSink sink = new RecordingSink();
    private static HttpReceiver open;
    private static HttpReceiver guarded;

    @BeforeAll
    static void start() {
        open = receiver(Optional.empty());
        guarded = receiver(Optional.of(new AccessToken(TOKEN)));
    }

    private static HttpReceiver receiver(Optional<AccessToken> token) {
        HttpReceiver receiver = new HttpReceiver(
                ReceiverSettings.at(new ListenAddress("127.0.0.1", 0, token)),
                new SourceContext(
                        sink, Map.of(), Path.of("unused"), TimeBounds.live(T0), T0, new SimpleMeterRegistry()));
        receiver.start();
        return receiver;
    }

    @AfterAll
    static void stop() {
        open.close();
        guarded.close();
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
                            .map(line -> Arguments.of(line.get("name").asText(), line))
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
        byte[] request = request(line);

        // when
        RawClient.Reply reply = RawClient.send(receiver.port(), request);

        // then
        assertThat(reply.status()).as(reply.body()).isEqualTo(line.get("status").asInt());
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
        assertThat(code(JSON.readTree(reply.body())))
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

    private static String code(JsonNode body) {
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
