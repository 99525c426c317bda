package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import slipstream.contract.health.Health;
import slipstream.contract.listen.ListenAddress;

/** Who may ask what: the token on every route, the headers on every answer, and the server of the other roles. */
class AccessTest {
    private static final String TOKEN = "0123456789abcdef0123";
    private static final Pattern PATH = Pattern.compile("/[^, \"]*");

    @Test
    void everyRouteButHealthIsRefused_withoutTheToken() throws Exception {
        try (RunningServer server = RunningServer.withToken(TOKEN)) {
            List<String> paths = everyPath(server);
            assertThat(paths).hasSizeGreaterThan(14).contains("/", "/metrics", "/api/v1/events", "/health/live");

            for (String path : paths) {
                HttpResponse<String> without = server.get(path);
                HttpResponse<String> wrong = server.get(path, "Authorization", "Bearer " + TOKEN + "x");
                boolean open = path.startsWith("/health/");

                assertThat(without.statusCode()).as(path).isEqualTo(open ? 200 : 401);
                assertThat(wrong.statusCode()).as(path).isEqualTo(open ? 200 : 401);
                if (!open) {
                    assertThat(without.headers().firstValue("WWW-Authenticate"))
                            .hasValueSatisfying(
                                    challenge -> assertThat(challenge).startsWith("Bearer"));
                    assertThat(without.body()).contains("unauthorized").doesNotContain(TOKEN);
                }
            }
        }
    }

    @Test
    void pathsAreNotTold_withoutTheToken() throws Exception {
        try (RunningServer server = RunningServer.withToken(TOKEN)) {
            assertThat(server.get("/no/such/path").statusCode()).isEqualTo(401);
            assertThat(server.send("POST", "/api/v1/slos").statusCode()).isEqualTo(401);
            assertThat(server.get("/api/v1/slos?token=" + TOKEN).statusCode()).isEqualTo(401);
            assertThat(server.get("/health/%6cive").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void routesAnswer_withTheToken() throws Exception {
        try (RunningServer server = RunningServer.withToken(TOKEN)) {
            for (String path : List.of("/", "/page.js", "/api/v1/slos", "/api/v1/alerts", "/metrics")) {
                assertThat(server.get(path, "Authorization", "Bearer " + TOKEN).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void everyAnswerHasTheSecurityHeaders_andNoneIsForOtherSites() throws Exception {
        try (RunningServer server = RunningServer.start()) {
            for (String path :
                    List.of("/", "/page.css", "/api/v1/slos", "/api/v1/nothing", "/metrics", "/health/live")) {
                HttpResponse<String> response = server.get(path, "Origin", "https://elsewhere.example");

                SecurityHeaders.ALL.forEach((name, value) ->
                        assertThat(response.headers().allValues(name)).as(path).containsExactly(value));
                assertThat(response.headers().map().keySet())
                        .as(path)
                        .noneMatch(name -> name.startsWith("access-control"))
                        .doesNotContain("server");
            }
        }
    }

    @Test
    void dataIsNeverStored_andThePageIsAskedForAgain() throws Exception {
        try (RunningServer server = RunningServer.start()) {
            for (String path : List.of("/api/v1/slos", "/api/v1/slos/none", "/metrics", "/health/ready")) {
                assertThat(server.get(path).headers().firstValue("Cache-Control"))
                        .as(path)
                        .contains("no-store");
            }
            assertThat(server.get("/page.js").headers().firstValue("Cache-Control"))
                    .contains("no-cache");
        }
    }

    @Test
    void headIsAnsweredLikeGet_withoutABody() throws Exception {
        try (RunningServer server = RunningServer.start()) {
            HttpResponse<String> response = server.send("HEAD", "/api/v1/slos");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
            assertThat(response.headers().firstValueAsLong("Content-Length").orElse(0))
                    .isPositive();
        }
    }

    @Test
    void otherMethodsAreToldWhatIsAllowed() throws Exception {
        try (RunningServer server = RunningServer.start()) {
            assertThat(server.send("PUT", "/api/v1/slos").headers().firstValue("Allow"))
                    .contains("GET, HEAD");
        }
    }

    @Test
    void requestsAreCountedByDocumentedPath_neverByWhatWasAsked() throws Exception {
        try (RunningServer server = RunningServer.start()) {
            server.get("/api/v1/slos/a-name-of-somebody");
            server.get("/a-path-of-somebody");

            String metrics = server.get("/metrics").body();

            assertThat(metrics)
                    .contains("slipstream_query_requests_seconds_count{path=\"/api/v1/slos/{name}\",status=\"404\"} 1")
                    .contains("slipstream_query_requests_seconds_count{path=\"unknown\",status=\"404\"} 1")
                    .contains("slipstream_query_listeners 0")
                    .doesNotContain("somebody");
        }
    }

    @Test
    void serverOfARoleHasHealthAndMetricsOnly() throws Exception {
        List<Health> health = List.of(new Health("tail", Health.State.UP, "follows one file"));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (QueryServer server = QueryServer.forRole(ListenAddress.loopback(0), () -> health, registry)) {
            server.start();

            assertThat(status(server, "/health/live")).isEqualTo(200);
            assertThat(status(server, "/health/ready")).isEqualTo(200);
            assertThat(status(server, "/metrics")).isEqualTo(200);
            assertThat(status(server, "/")).isEqualTo(404);
            assertThat(status(server, "/api/v1/slos")).isEqualTo(404);
        }
    }

    @Test
    void startSaysWhichAddressIsTaken() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                QueryServer server =
                        QueryServer.forRole(ListenAddress.loopback(taken.getLocalPort()), List::of, registry)) {

            Assertions.assertThatThrownBy(server::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    /** Every path the server knows, from its own list, with a name in the place of a variable. */
    private static List<String> everyPath(RunningServer server) throws Exception {
        HttpResponse<String> refusal = server.get("/nothing", "Authorization", "Bearer " + TOKEN);
        String message =
                RunningServer.parse(refusal.body()).get("error").get("message").asText();
        List<String> paths = new ArrayList<>();
        Matcher path = PATH.matcher(message);
        while (path.find()) {
            paths.add(path.group().replace("{name}", "shop"));
        }
        return paths;
    }

    private static int status(QueryServer server, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
