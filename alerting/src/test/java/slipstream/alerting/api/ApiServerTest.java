package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.ManualClock;
import slipstream.contract.health.Health;
import slipstream.contract.listen.AccessToken;

class ApiServerTest {
    private static final String SECRET = "a-token-of-twenty-four-c";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, clock);
    private final TestServer server = new TestServer(desk, clock);
    private final Api api = server.api();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void statusIsThatOfAnAlertmanagerWithoutACluster() {
        var status = api.json("/api/v2/status");

        assertThat(status.get("cluster")).hasToString("{\"peers\":[],\"status\":\"disabled\"}");
        assertThat(status.at("/config/original").textValue()).isEqualTo(MemoryDesk.SHOP);
        assertThat(status.get("uptime").textValue()).isEqualTo("2026-01-31T12:00:00.000Z");
        assertThat(status.get("versionInfo").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("branch", "buildDate", "buildUser", "goVersion", "revision", "version");
    }

    @Test
    void reloadIsAPost() {
        assertThat(Api.send(api.request("/-/reload").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.get("/-/reload").statusCode()).isEqualTo(405);
        assertThat(server.reloads).hasValue(1);
    }

    @Test
    void healthNamesTheTrouble() {
        Health down = new Health("alerting", Health.State.DOWN, "has ended");
        try (TestServer ill = new TestServer(desk, clock, Optional.empty(), List.of(down))) {
            assertThat(api.get("/-/healthy").body()).isEqualTo("OK\n");
            assertThat(ill.api().get("/-/ready").statusCode()).isEqualTo(503);
            assertThat(ill.api().get("/-/ready").body()).isEqualTo("alerting: down, has ended\n");
        }
    }

    @Test
    void processThatStandsByTakesAlerts_butAnswersNoQuestions() {
        desk.standBy();

        assertThat(api.post("/api/v2/alerts", "[{\"labels\": {\"a\": \"1\"}}]").statusCode())
                .isEqualTo(200);
        assertThat(desk.posted()).hasSize(1);
        for (String path :
                List.of("/api/v2/alerts", "/api/v2/silences", "/api/v1/incidents", "/api/v2/alerts/groups")) {
            assertThat(api.get(path).statusCode()).as(path).isEqualTo(503);
        }
        assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void oldApiIsGone() {
        assertThat(api.get("/api/v1/alerts").statusCode()).isEqualTo(410);
        assertThat(api.post("/api/v1/alerts", "[]").statusCode()).isEqualTo(410);
    }

    @Test
    void requestsThatCannotBeUnderstoodAreRefused() {
        assertThat(api.post("/api/v2/alerts", "[{").statusCode()).isEqualTo(400);
        assertThat(api.post("/api/v2/alerts", "").statusCode()).isEqualTo(400);
        assertThat(api.post("/api/v2/alerts", "{}").statusCode()).isEqualTo(400);
        assertThat(api.post("/api/v2/alerts", "[{\"labels\": {\"a\": 1}}]").statusCode())
                .isEqualTo(400);
        assertThat(api.post("/api/v2/alerts", "[{\"annotations\": {}}]").statusCode())
                .isEqualTo(422);
        assertThat(api.delete("/api/v2/alerts").statusCode()).isEqualTo(405);
        assertThat(api.get("/api/v2/nothing").statusCode()).isEqualTo(404);
        assertThat(Api.send(api.request("/api/v2/alerts").POST(HttpRequest.BodyPublishers.ofString("[]")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(desk.posted()).isEmpty();
    }

    @Test
    void bodyIsLimited() {
        String tooLong = "[{\"labels\": {\"a\": \"" + "x".repeat(BodyReader.MAX_BYTES) + "\"}}]";

        HttpResponse<String> announced = api.post("/api/v2/alerts", tooLong);
        HttpResponse<String> chunked = Api.send(api.request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(tooLong.getBytes(StandardCharsets.UTF_8)))));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(desk.posted()).isEmpty();
    }

    @Test
    void onlyItsOwnNameIsAnswered_whenThereIsNoToken() throws IOException {
        assertThat(statusFor("Host: rebound.example")).isEqualTo(403);
        assertThat(statusFor("Host: 127.0.0.1:9093")).isEqualTo(200);
        assertThat(statusFor("Host: localhost")).isEqualTo(200);
        assertThat(statusFor("Host: [::1]:9093")).isEqualTo(200);
        assertThat(statusFor("Host: slipstream.example")).isEqualTo(200);
    }

    @Test
    void pagesOfOtherSitesChangeNothing() {
        HttpRequest.Builder foreign = api.request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("[{\"labels\": {\"a\": \"1\"}}]"));

        assertThat(Api.send(foreign).statusCode()).isEqualTo(403);
        assertThat(Api.send(foreign.setHeader("Origin", "null")).statusCode()).isEqualTo(403);
        assertThat(desk.posted()).isEmpty();
        assertThat(Api.send(foreign.setHeader("Origin", "https://slipstream.example"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tokenIsAskedFor_butNotForHealth() {
        try (TestServer closed = new TestServer(desk, clock, Optional.of(new AccessToken(SECRET)), List.of())) {
            Api guarded = closed.api();

            assertThat(guarded.get("/api/v2/alerts").statusCode()).isEqualTo(401);
            assertThat(guarded.get("/api/v2/nothing").statusCode()).isEqualTo(401);
            assertThat(guarded.post("/api/v2/alerts", "[]").statusCode()).isEqualTo(401);
            assertThat(guarded.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(Api.send(guarded.request("/api/v2/alerts").header("Authorization", "Bearer " + SECRET))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws IOException {
        for (String path : List.of("/api/v2/alerts", "/nothing", "/-/healthy")) {
            assertThat(api.get(path).headers().map())
                    .containsKeys("content-security-policy", "x-content-type-options", "referrer-policy");
        }
        assertThat(raw("NONSENSE\r\n\r\n")).contains("Content-Security-Policy").doesNotContain("Exception");
    }

    private int statusFor(String host) throws IOException {
        String answer = raw("GET /api/v2/alerts HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n");
        return Integer.parseInt(answer.substring(9, 12));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
