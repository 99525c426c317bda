package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are refused, from {@code bad-inputs/query.jsonl}: each new mistake found is a new line there. */
class QueryRefusalsTest {
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.start();
        server.definitions.add(Sample.availability("shop", "shop", "0.999"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInputs")
    void badInputIsRefused_withWhatIsAllowed(String why, JsonNode input) throws IOException {
        String method = input.path("method").asText("GET");

        Reply reply = Reply.of(server.raw(request(method, input.get("target").asText())));

        assertThat(reply.status()).as(why).isEqualTo(input.get("status").asInt());
        assertThat(reply.head().toLowerCase(java.util.Locale.ROOT)).contains("content-type: application/json");
        JsonNode error = RunningServer.parse(reply.body()).get("error");
        assertThat(error.get("code").asText()).isEqualTo(input.get("code").asText());
        assertThat(error.get("message").asText() + " " + error)
                .contains(input.get("says").asText());
        assertThat(reply.body()).doesNotContain("Exception").doesNotContain("slipstream.streams");
        SecurityHeaders.ALL.forEach((name, value) -> assertThat(reply.head()).contains(name + ": " + value));
    }

    static Stream<Object[]> badInputs() throws IOException {
        try (InputStream file = QueryRefusalsTest.class.getResourceAsStream("/bad-inputs/query.jsonl");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<Object[]> inputs = new java.util.ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode input = RunningServer.parse(line);
                inputs.add(new Object[] {input.get("why").asText(), input});
            }
            return inputs.stream();
        }
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws IOException {
        String request =
                "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "y".repeat(QueryServer.MAX_HEADER_BYTES) + "\r\n\r\n";

        Reply reply = Reply.of(server.raw(request));

        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.body()).contains("header_too_large").contains("40960 bytes");
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        Reply reply = Reply.of(server.raw("this is no HTTP\r\n\r\n"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.head()).doesNotContain("Jetty");
    }

    @Test
    void refusalRepeatsOnlyTheBeginning_ofWhatIsLong() throws Exception {
        JsonNode error = RunningServer.parse(
                        server.get("/api/v1/alerts?state=" + "z".repeat(5_000)).body())
                .get("error");

        assertThat(error.get("got").asText()).hasSize(201).endsWith("…");
    }

    private static String request(String method, String target) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
    }

    private record Reply(int status, String head, String body) {
        static Reply of(String text) {
            int end = text.indexOf("\r\n\r\n");
            assertThat(end).as("an answer with a head: %s", text).isPositive();
            return new Reply(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
        }
    }
}
