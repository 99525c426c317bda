package slipstream.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus as it is found on the path, with the intervals that people use, and its own figures about itself. */
final class PrometheusServer implements AutoCloseable {
    /** The scrape interval of most published configurations, and that of Debian's package. */
    static final Duration SCRAPE = Duration.ofSeconds(15);

    /** What Sloth's documentation and kube-prometheus evaluate rules at. */
    static final Duration EVALUATION = Duration.ofSeconds(30);

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Whether both programs that are needed can be run here. */
    static boolean isInstalled() {
        return Stream.of("prometheus", "promtool")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /** What the program says about itself, such as {@code prometheus, version 2.42.0+ds}. */
    static String version() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("prometheus", "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().findFirst().orElse("unknown").replaceAll(" \\(.*", "");
    }

    /** Starts a server and returns when it answers. */
    static PrometheusServer start(Path folder, Path data, String target, String rules)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("rules.yml"), rules);
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: %ds, evaluation_interval: %ds}
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: %s
                    static_configs: [{targets: ["%s"]}]
                """.formatted(
                        SCRAPE.toSeconds(), EVALUATION.toSeconds(), ShopExporter.JOB, target));
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=40d",
                        "--storage.tsdb.max-block-duration=" + PrometheusHistory.hours(PrometheusHistory.BLOCK),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, address);
        server.awaitReady(folder.resolve("prometheus.log"));
        return server;
    }

    ProcessUse use() {
        return new ProcessUse(process.pid());
    }

    /** The pages that fire now, by service. */
    List<String> firingPages() throws IOException, InterruptedException {
        JsonNode alerts = JSON.readTree(get("/api/v1/alerts")).path("data").path("alerts");
        return Stream.iterate(0, i -> i < alerts.size(), i -> i + 1)
                .map(alerts::get)
                .filter(alert -> alert.path("state").asText().equals("firing")
                        && alert.path("labels").path("sloth_severity").asText().equals("page"))
                .map(alert -> alert.path("labels").path("sloth_service").asText())
                .toList();
    }

    /** The sum of one of the server's own metrics over its labels. */
    double own(String metric) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("Prometheus is not ready; it says: " + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(request("/-/ready"), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(request(path), BodyHandlers.ofString()).body();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
