package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.SloDefinition;

/** The list of SLOs where there are too many to be looked at together. */
class SloPagesTest {
    private static final int SLOS = 25;

    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.start();
        for (int i = 0; i < SLOS; i++) {
            SloDefinition slo = Sample.availability("slo-%02d".formatted(i), i % 2 == 0 ? "even" : "odd", "0.999");
            server.definitions.add(slo);
            if (i >= 5) {
                server.view.update(Sample.status(slo, Sample.T0, 600, 0.001));
            }
        }
        server.view.update(Sample.firing(server.definitions.get(20), "page", Sample.T0));
        server.view.update(Sample.firing(server.definitions.get(10), "ticket", Sample.T0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pagesFollowEachOther_andTogetherAreTheWhole() throws Exception {
        List<String> first = names(server.json("/api/v1/slos?limit=10"));
        List<String> second = names(server.json("/api/v1/slos?limit=10&offset=10"));
        List<String> last = names(server.json("/api/v1/slos?limit=10&offset=20"));

        assertThat(first).hasSize(10);
        assertThat(last).hasSize(5);
        assertThat(java.util.stream.Stream.of(first, second, last).flatMap(List::stream))
                .containsExactlyElementsOf(names(server.json("/api/v1/slos")));
        assertThat(server.json("/api/v1/slos?limit=10&offset=100").get("slos")).isEmpty();
    }

    @Test
    void aPartTellsHowManyThereAreInAll() throws Exception {
        JsonNode part = server.json("/api/v1/slos?limit=1");

        assertThat(part.get("total").asInt()).isEqualTo(SLOS);
        assertThat(part.get("states").toString()).isEqualTo("{\"page\":1,\"ticket\":1,\"no_evidence\":5,\"ok\":18}");
    }

    @Test
    void theWorstComeFirst_whenThatIsAskedFor() throws Exception {
        assertThat(names(server.json("/api/v1/slos?order=worst&limit=4")))
                .containsExactly("slo-20", "slo-10", "slo-00", "slo-01");
    }

    @Test
    void whatMatchesIsFoundByNameAndService_inAnyCase() throws Exception {
        JsonNode odd = server.json("/api/v1/slos?match=ODD&limit=3");

        assertThat(odd.get("total").asInt()).isEqualTo(SLOS / 2);
        assertThat(names(odd)).containsExactly("slo-01", "slo-03", "slo-05");
        assertThat(names(server.json("/api/v1/slos?match=lo-07"))).containsExactly("slo-07");
        assertThat(odd.get("states").get("ok").asInt()).isEqualTo(18);
    }

    @Test
    void whatChangesIsSeenAtOnce_andSoIsWhatIsDefinedAnew() throws Exception {
        assertThat(names(server.json("/api/v1/slos?order=worst&limit=1"))).containsExactly("slo-20");

        server.view.update(Sample.resolved(server.definitions.get(20), "page", Sample.T0, Sample.T0.plusSeconds(60)));
        server.view.update(Sample.firing(server.definitions.get(3), "page", Sample.T0));
        server.definitions.remove(0);

        JsonNode now = server.json("/api/v1/slos?order=worst&limit=1");
        assertThat(names(now)).containsExactly("slo-03");
        assertThat(now.get("total").asInt()).isEqualTo(SLOS - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=-1", "limit=ten", "limit=", "offset=1.5", "limit=9999999999", "order=best"})
    void whatIsNoPageIsRefused(String parameter) throws Exception {
        HttpResponse<String> response = server.get("/api/v1/slos?" + parameter);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningServer.parse(response.body()).at("/error/field").asText())
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void aLongAnswerIsSentCompressed_toWhoeverTakesThat() throws Exception {
        HttpResponse<byte[]> compressed = bytes("br, gzip;q=0.8");
        HttpResponse<byte[]> refused = bytes("gzip;q=0, identity");

        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.headers().firstValue("Vary")).contains("Accept-Encoding");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8))
                .isEqualTo(server.get("/api/v1/slos").body());
        assertThat(compressed.body().length).isLessThan(unpacked.length / 4);
        assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(refused.body()).isEqualTo(unpacked);
    }

    private HttpResponse<byte[]> bytes(String encodings) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/slos"))
                .header("Accept-Encoding", encodings)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static List<String> names(JsonNode listing) {
        return listing.get("slos").findValuesAsText("slo");
    }
}
