package slipstream.streams.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import slipstream.contract.health.Health;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.ServiceChange;

/** A real server on a free port, with all that it reads from at the test's disposal, and a client to ask it. */
final class RunningServer implements AutoCloseable {
    static final Instant NOW = Sample.T0.plusSeconds(2);

    final StatusView view = new StatusView(() -> NOW);
    final List<SloDefinition> definitions = new ArrayList<>();
    final List<RuleDefinition> rules = new ArrayList<>();
    final List<Health> health = new ArrayList<>();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final AtomicReference<SliceReader> slices = new AtomicReference<>((slo, group, step, from, to) -> List.of());
    final List<ServiceChange> changes = new ArrayList<>();
    volatile boolean unavailable;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final QueryServer server;

    private RunningServer(Optional<AccessToken> token, Optional<ChangeFeedTest.Pace> pace) throws IOException {
        ListenAddress address = new ListenAddress("127.0.0.1", 0, token);
        SloCatalogue catalogue = SloCatalogue.of(() -> new Catalogue(definitions, rules));
        this.server = pace.isEmpty()
                ? new QueryServer(address, view, new State(), () -> health, registry, () -> NOW, catalogue)
                : new QueryServer(
                        address,
                        view,
                        new State(),
                        () -> health,
                        registry,
                        () -> NOW,
                        catalogue,
                        new ChangeFeed(
                                view,
                                pace.get().interval(),
                                pace.get().heartbeat(),
                                pace.get().maxListeners()));
        server.start();
    }

    /** What the stream job would keep. */
    private final class State implements SliceReader {
        @Override
        public List<SliceRow> read(String slo, List<String> group, Duration step, Instant from, Instant to)
                throws SlicesUnavailableException {
            return slices.get().read(slo, group, step, from, to);
        }

        @Override
        public List<ServiceChange> changes(Optional<String> service) throws SlicesUnavailableException {
            if (unavailable) {
                throw new SlicesUnavailableException("the state is being moved", Duration.ofSeconds(2));
            }
            return changes.stream()
                    .filter(change -> service.isEmpty() || change.service().equals(service.get()))
                    .toList();
        }
    }

    static RunningServer start() throws IOException {
        return new RunningServer(Optional.empty(), Optional.empty());
    }

    static RunningServer withToken(String token) throws IOException {
        return new RunningServer(Optional.of(new AccessToken(token)), Optional.empty());
    }

    static RunningServer withFeed(ChangeFeedTest.Pace pace) throws IOException {
        return new RunningServer(Optional.empty(), Optional.of(pace));
    }

    int port() {
        return server.port();
    }

    /** The body of an answer that must be 200. */
    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + " " + response.body());
        }
        return parse(response.body());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(method, path, headers), HttpResponse.BodyHandlers.ofString());
    }

    /** The body line by line while it comes. */
    HttpResponse<java.util.stream.Stream<String>> stream(String path) throws IOException, InterruptedException {
        return client.send(request("GET", path), HttpResponse.BodyHandlers.ofLines());
    }

    /** Sends the text as it is, valid HTTP or not, and returns all that comes back until the server closes. */
    String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static JsonNode parse(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        server.close();
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
