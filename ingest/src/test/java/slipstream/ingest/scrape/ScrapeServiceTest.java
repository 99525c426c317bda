package slipstream.ingest.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.ingest.receive.RecordingSink;
import slipstream.ingest.source.SourceContext;

/** A real exporter's answers over a real socket. */
class ScrapeServiceTest {
    private final RecordingSink sink = new RecordingSink();
    private final AtomicReference<String> text = new AtomicReference<>("");
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer exporter;
    private ScrapeService service;

    @BeforeEach
    void start() throws IOException {
        exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/metrics", exchange -> {
            byte[] body = text.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(status.get(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        exporter.start();
        service = scraping(exporter.getAddress().getPort());
    }

    private ScrapeService scraping(int port) {
        String instance = "127.0.0.1:" + port;
        ScrapeTarget target = new ScrapeTarget(
                "db",
                "http://" + instance + "/metrics",
                instance,
                "web",
                Map.of(),
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
        SeriesRule rule = new SeriesRule("pool_used", Map.of(), "db_connections", 10, "", false, List.of());
        return new ScrapeService(
                new ScrapeSettings(List.of(target), List.of(rule)),
                new SourceContext(
                        sink,
                        Map.of(),
                        Path.of("."),
                        TimeBounds.live(InstantSource.system()),
                        InstantSource.system(),
                        new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() {
        service.close();
        exporter.stop(0);
    }

    @Test
    void anExporterIsScrapedAgainAndAgain_withGrowingSequences() {
        text.set("pool_used 8\n");
        service.start();
        await().until(() -> samples("db_connections").size() >= 3);

        assertThat(samples("db_connections")).extracting(ResourceSample::value).containsOnly(8d);
        assertThat(samples("up")).extracting(ResourceSample::value).containsOnly(1d);
        assertThat(sink.observations())
                .extracting(o -> o.origin().sequence())
                .isSortedAccordingTo(Long::compare)
                .doesNotHaveDuplicates();
        assertThat(service.health()).extracting(Health::reason).containsExactly("is scraped");
    }

    @Test
    void anExporterThatFailsIsNotUp_andHealthSaysWhyUntilItAnswersAgain() {
        status.set(500);
        service.start();
        await().until(() -> samples("up").size() >= 2);
        assertThat(samples("up")).extracting(ResourceSample::value).containsOnly(0d);
        assertThat(service.health()).extracting(Health::reason).containsExactly("answered with status 500");

        text.set("pool_used 8\n");
        status.set(200);
        await().until(() -> !samples("db_connections").isEmpty());
        await().untilAsserted(() ->
                assertThat(service.health()).extracting(Health::reason).containsExactly("is scraped"));
    }

    /** As one that speaks HTTP/1.0 does, or one whose patience is shorter than the interval. */
    @Test
    void anExporterThatHangsUpAfterEachAnswerIsUp() throws IOException {
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\npool_used 8\n".getBytes(UTF_8);
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket client = server.accept()) {
                        while (client.getInputStream().read() != '\n'
                                || client.getInputStream().read() != '\r') {
                            // Reads on to the empty line.
                        }
                        client.getInputStream().read();
                        client.getOutputStream().write(answer);
                    } catch (IOException e) {
                        // The client went away, or the test is over.
                    }
                }
            });
            answering.start();
            try (ScrapeService other = scraping(server.getLocalPort())) {
                other.start();
                await().until(() -> samples("up").size() >= 10);
            }
        }

        assertThat(samples("up")).extracting(ResourceSample::value).containsOnly(1d);
    }

    private List<ResourceSample> samples(String resource) {
        return sink.observations().stream()
                .map(ResourceSample.class::cast)
                .filter(sample -> sample.resource().equals(resource))
                .toList();
    }
}
