package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Problems;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbeResult;
import slipstream.ingest.probe.ProbeJob;
import slipstream.ingest.probe.ProbeOnce;
import slipstream.ingest.probe.ProbeSettings;

/** The rows that are probes: the packs' own files, with the hosts in them replaced by a site on loopback. */
class ProbeRowsTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private static final Set<String> PROTECTED =
            Set.of("/api/dashboard", "/api/clock-in", "/api/clock-out", "/api/export");

    @TempDir
    private Path folder;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer site;

    @BeforeEach
    void open() throws IOException {
        answers.put("/", "<h1>VibeSheets</h1>");
        answers.put("/health", "ok");
        answers.put("/api/login", "{\"token\":\"t1\"}");
        answers.put("/api/dashboard", "{\"user\":\"probe\"}");
        answers.put("/api/clock-in", "{}");
        answers.put("/api/clock-out", "{}");
        answers.put("/api/export", "a;b");
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", this::answer);
        site.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean needsToken = PROTECTED.contains(path);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] body = answers.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
        int status = body.length == 0 ? 500 : needsToken && !"Bearer t1".equals(token) ? 401 : 200;
        exchange.sendResponseHeaders(status, Math.max(1, body.length));
        exchange.getResponseBody().write(body.length == 0 ? new byte[1] : body);
        exchange.close();
    }

    @AfterEach
    void close() {
        site.stop(0);
    }

    @Test
    void rowD1_frontendAndApiAreProbedEachMinute_andAUserFlowEachFiveMinutes() throws IOException {
        ProbeSettings settings = pack("vibesheets");

        assertThat(settings.jobs())
                .extracting(ProbeJob::name, ProbeJob::interval)
                .containsExactly(
                        tuple("health", Duration.ofSeconds(60)),
                        tuple("api-health", Duration.ofSeconds(60)),
                        tuple("user-flow", Duration.ofSeconds(300)));
        for (ProbeJob job : settings.jobs()) {
            assertThat(run(settings, job).outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        }
    }

    @Test
    void rowD10_stepsOfTheFlowAreTimed_andTheOneThatFailsIsNamed() throws IOException {
        ProbeSettings settings = pack("vibesheets");
        ProbeJob flow = settings.jobs().get(2);

        ProbeResult good = run(settings, flow);
        answers.remove("/api/clock-in");
        ProbeResult bad = run(settings, flow);

        assertThat(good.attributes())
                .containsOnlyKeys(
                        "step.page.millis",
                        "step.login.millis",
                        "step.dashboard.millis",
                        "step.clock-in.millis",
                        "step.clock-out.millis",
                        "step.export.millis");
        assertThat(bad.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(bad.error()).isEqualTo("step clock-in: [STATUS] == any(200, 201)");
        assertThat(bad.attributes()).containsEntry("failed_step", "clock-in");
    }

    @Test
    void rowA10_andA17_theProvidersOutageIsToldApartFromOurs() throws IOException {
        answers.put("/api/v2/status.json", "{\"status\":{\"indicator\":\"major\"}}");
        answers.put("/.netlify/functions/health-check", "healthy");
        ProbeSettings settings = pack("drivehr");

        ProbeResult own = run(settings, settings.jobs().get(0));
        ProbeResult provider = run(settings, settings.jobs().get(1));

        assertThat(settings.jobs().get(0).interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.jobs().get(1).interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(own.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(own.service()).isEqualTo("drivehr");
        assertThat(provider.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(provider.service()).isEqualTo("netlify");
        assertThat(provider.error()).isEqualTo("[BODY].status.indicator == any(none, minor)");
        assertThat(provider.location()).isEqualTo("local");
    }

    private ProbeResult run(ProbeSettings settings, ProbeJob job) {
        String target = job.targets().get(0).address();
        return new ProbeOnce(settings, InstantSource.system())
                .run(target, Optional.of(job.name()))
                .result();
    }

    /** The file of a pack; only its hosts are others. */
    private ProbeSettings pack(String name) throws IOException {
        String here = "http://127.0.0.1:" + site.getAddress().getPort();
        String yaml =
                Files.readString(EXAMPLES.resolve(name).resolve("probes.yml")).replaceAll("https://[a-z.]+", here);
        Path file = Files.writeString(folder.resolve("probes.yml"), yaml + "\nallow_private: [127.0.0.0/8]\n");
        Problems problems = new Problems();
        Optional<ProbeSettings> settings = ProbeSettings.read(file, problems);
        problems.throwIfErrors();
        return settings.orElseThrow();
    }
}
