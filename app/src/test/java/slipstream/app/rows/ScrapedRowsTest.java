package slipstream.app.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.scrape.ScrapeSettings;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** The rows B4 and B5: what a database's and a cache's exporter say, scraped as the pack's own {@code ingest.yml} has it. */
class ScrapedRowsTest {
    private static final long INTERVAL_MILLIS = 15_000;

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("consolidated-functions"));

    @TempDir
    private Path folder;

    /** What the exporter says at its n-th scrape: 15 s of traffic lie between two. */
    private static String exporter(int scrape) {
        return """
                # HELP db_query_seconds Time of queries.
                db_pool_connections{state="used"} 17
                db_pool_connections{state="idle"} 3
                db_pool_connections_max 20
                db_query_seconds_sum %s
                db_query_seconds_count %d
                db_slow_queries_total %d
                cache_hits_total{endpoint="exam"} %d
                cache_misses_total{endpoint="exam"} %d
                cache_hits_total{endpoint="user"} %d
                cache_misses_total{endpoint="user"} %d
                cache_invalidations_total{endpoint="exam"} %d
                """.formatted(
                        scrape * 30.0,
                        scrape * 200,
                        scrape * 30,
                        scrape * 70,
                        scrape * 30,
                        scrape * 95,
                        scrape * 5,
                        scrape * 3);
    }

    @Test
    void rowsB4AndB5_countersAndGaugesOfExportersBecomeAlertsOfTheirKind() throws IOException {
        List<ResourceSample> samples = scraped();

        assertThat(value(samples, "db_connections", "")).isEqualTo(17);
        assertThat(value(samples, "db_query_seconds", "")).isEqualTo(0.15);
        assertThat(value(samples, "db_slow_queries", "")).isEqualTo(2);
        assertThat(value(samples, "cache_hit_rate", "exam")).isEqualTo(0.7);
        assertThat(value(samples, "cache_hit_rate", "user")).isEqualTo(0.95);
        assertThat(value(samples, "cache_invalidations", "exam")).isEqualTo(0.2);

        samples.forEach(sample -> run.every("15s", T0, t("15m"), again(sample)));
        run.until(t("15m"));

        assertThat(run.toldOf("slow-database")).hasSize(1);
        assertThat(run.toldOf("slow-queries")).hasSize(1);
        assertThat(run.toldOf("cold-cache-of-an-endpoint")).hasSize(1);
        assertThat(run.firstEvent("cold-cache-of-an-endpoint").labels()).containsValue("exam");
        assertThat(run.toldOf("cache-is-invalidated-too-often")).isEmpty();
        // 17 of 20 are more than 80 % of the pool: row B1e.
        assertThat(run.toldOf("criterion-db-connections")).isEmpty();
        assertThat(run.window("functions-db-connections", "1d").bad()).isEqualTo(60);
    }

    private static double value(List<ResourceSample> samples, String resource, String endpoint) {
        return samples.stream()
                .filter(sample -> sample.resource().equals(resource)
                        && sample.attributes().getOrDefault("endpoint", "").equals(endpoint))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static PackRun.Shape again(ResourceSample sample) {
        return (origin, time) -> new ResourceSample(
                origin, time, sample.service(), sample.resource(), sample.value(), sample.limit(), sample.attributes());
    }

    /** The samples of one scrape that has a scrape before it. */
    private List<ResourceSample> scraped() throws IOException {
        AtomicInteger scrapes = new AtomicInteger();
        AtomicLong now = new AtomicLong(T0.toEpochMilli());
        HttpServer exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/metrics", exchange -> {
            byte[] body = exporter(scrapes.incrementAndGet()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        exporter.start();
        Collected sink = new Collected();
        InstantSource clock = () -> Instant.ofEpochMilli(now.addAndGet(INTERVAL_MILLIS));
        try (Source source = settings(exporter.getAddress().getPort())
                .open(new SourceContext(
                        sink, Map.of(), folder, TimeBounds.event(clock), clock, new SimpleMeterRegistry()))) {
            source.start();
            await().until(() -> sink.batches.size() >= 2);
        } finally {
            exporter.stop(0);
        }
        return sink.batches.get(1).stream()
                .map(ResourceSample.class::cast)
                .filter(sample -> !sample.resource().equals("up"))
                .toList();
    }

    /** The pack's own section, with this test's port in place of the exporter's and without its patience. */
    private static ScrapeSettings settings(int port) throws IOException {
        String pack = Files.readString(Path.of("..", "examples", "consolidated-functions", "ingest.yml"))
                .replace("localhost:9187", "127.0.0.1:" + port)
                .replace("scrape_interval: 15s", "scrape_interval: 1s");
        Problems problems = new Problems();
        Fields receivers = YamlReader.parse(pack, "ingest.yml", problems)
                .get(0)
                .asFields(problems)
                .flatMap(root -> root.fields("receivers"))
                .orElseThrow();
        return ScrapeSettings.read(receivers, Path.of(".")).orElseThrow();
    }

    private static final class Collected implements ObservationSink {
        private final List<List<Observation>> batches = new CopyOnWriteArrayList<>();

        @Override
        public CompletableFuture<Void> publish(String entry, List<? extends Observation> observations) {
            batches.add(List.copyOf(observations));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> reject(DeadLetter letter) {
            throw new AssertionError(letter);
        }

        @Override
        public void drop(String entry, String reason) {}
    }
}
