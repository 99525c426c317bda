package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.ingest.publish.ObservationPublisher;

/**
 * kill -9 of the streams process under load: every slice has exactly the counts that are recomputed from what was sent. The same
 * test with at-least-once counts too much, which shows that it can fail.
 */
@Tag("broker")
class StreamsCrashIT {
    private static final int EVENTS = 120_000;
    private static final Instant T0 = Instant.parse("2026-01-28T00:00:00Z");
    private static final long SEED = 20_261_121L;

    @TempDir
    private Path folder;

    /** Counts of a slice. */
    private record Slice(long total, long bad) {
        Slice plus(Slice other) {
            return new Slice(total + other.total, bad + other.bad);
        }
    }

    @Test
    void everySliceIsExact_afterKillsAtTheWorstMomentAndAtAny() throws Exception {
        Map<Instant, Slice> expected = new TreeMap<>();
        Map<Instant, Slice> counted = runWithKills("exactly_once_v2", expected, true);

        assertThat(counted).as("seed %d", SEED).isEqualTo(expected);
    }

    @Test
    void atLeastOnceCountsTooMuch_soThisCheckCanFail() throws Exception {
        Map<Instant, Slice> expected = new TreeMap<>();
        Map<Instant, Slice> counted = runWithKills("at_least_once", expected, false);

        assertThat(total(counted)).isGreaterThan(total(expected));
    }

    private Map<Instant, Slice> runWithKills(String guarantee, Map<Instant, Slice> expected, boolean alsoAtAnyMoment)
            throws Exception {
        try (TestCluster kafka = EmbeddedTestCluster.start();
                TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers())) {
            topics.ensure((short) 1);
            Path config = new TestConfiguration(folder.resolve("config"))
                    .availability("web", "0.999")
                    .folder();
            int port = freePort();
            Thread load = new Thread(() -> send(kafka.bootstrapServers(), expected), "load");
            load.start();
            for (int commits : new int[] {8, 8}) {
                try (Streams streams =
                        Streams.start(commits, guarantee, kafka.bootstrapServers(), config, folder, port)) {
                    streams.awaitWorstMoment();
                    streams.kill();
                }
            }
            if (alsoAtAnyMoment) {
                try (Streams streams = Streams.start(-1, guarantee, kafka.bootstrapServers(), config, folder, port)) {
                    await().atMost(Duration.ofSeconds(60)).until(() -> counted(port) > 0);
                    streams.kill();
                }
            }
            load.join();
            try (Streams streams = Streams.start(-1, guarantee, kafka.bootstrapServers(), config, folder, port)) {
                await().atMost(Duration.ofSeconds(90)).until(() -> readToTheEnd(port));
                return slices(port);
            }
        }
    }

    private static long total(Map<Instant, Slice> slices) {
        return slices.values().stream().mapToLong(Slice::total).sum();
    }

    /** Fifty minutes of requests, for half a minute or so: as long as the kills take. */
    private static void send(String bootstrapServers, Map<Instant, Slice> expected) {
        Random random = new Random(SEED);
        try (ObservationPublisher publisher =
                new ObservationPublisher(Map.of("bootstrap.servers", bootstrapServers), new SimpleMeterRegistry())) {
            List<Observation> batch = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                long time = T0.toEpochMilli() + i * 25L;
                boolean bad = random.nextInt(50) == 0;
                String source = "load-" + i / 50 % 7;
                batch.add(new RequestObservation(
                        new Origin(source, i + 1),
                        time,
                        "web",
                        "/",
                        "GET",
                        bad ? 500 : 200,
                        random.nextDouble() * 500,
                        Map.of()));
                expected.merge(Instant.ofEpochMilli(time / 10_000 * 10_000), new Slice(1, bad ? 1 : 0), Slice::plus);
                if (batch.size() == 50) {
                    publisher.publish("test", batch).join();
                    batch = new ArrayList<>();
                }
            }
        }
    }

    /** The event clock passes the last event only when every partition has been read and has nothing more to say. */
    private static boolean readToTheEnd(int port) {
        try {
            String at = new Api(port)
                    .get("/api/v1/slos/web-availability")
                    .path("at")
                    .asText();
            return !at.isEmpty() && Instant.parse(at).isAfter(T0.plusMillis((EVENTS - 1) * 25L));
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static long counted(int port) {
        try {
            JsonNode windows =
                    new Api(port).get("/api/v1/slos/web-availability").path("windows");
            return windows.path(windows.size() - 1).path("total").asLong();
        } catch (java.io.UncheckedIOException e) {
            return -1;
        }
    }

    private static Map<Instant, Slice> slices(int port) {
        Map<Instant, Slice> slices = new TreeMap<>();
        Api api = new Api(port);
        String path = "/api/v1/slos/web-availability/slices?step=10s&from=" + T0 + "&to=" + T0.plusSeconds(3_600);
        await().atMost(Duration.ofSeconds(30)).until(() -> api.status(path) == 200);
        for (JsonNode slice : api.get(path).get("slices")) {
            slices.put(
                    Instant.parse(slice.get("start").asText()),
                    new Slice(slice.get("total").asLong(), slice.get("bad").asLong()));
        }
        return slices;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A streams process. */
    private record Streams(Process process, CountDownLatch worstMoment) implements AutoCloseable {
        static Streams start(int commits, String guarantee, String bootstrapServers, Path config, Path folder, int port)
                throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx400m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrashingStreams.class.getName(),
                            Integer.toString(commits),
                            "--config=" + config,
                            "--bootstrap=" + bootstrapServers,
                            "--data=" + folder.resolve("data-" + guarantee),
                            "--listen=127.0.0.1:" + port,
                            "--replication-factor=1",
                            "--clock=event",
                            "--processing-guarantee=" + guarantee)
                    .redirectErrorStream(true)
                    .start();
            CountDownLatch worstMoment = new CountDownLatch(1);
            Thread reader = new Thread(() -> read(process, worstMoment), "streams-output");
            reader.setDaemon(true);
            reader.start();
            return new Streams(process, worstMoment);
        }

        private static void read(Process process, CountDownLatch worstMoment) {
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    System.out.println("[streams] " + line);
                    if (line.contains(CrashingStreams.AT_THE_WORST_MOMENT)) {
                        worstMoment.countDown();
                    }
                }
            } catch (IOException e) {
                // The process was killed, which ends its output.
            }
        }

        void awaitWorstMoment() throws InterruptedException {
            assertThat(worstMoment.await(60, TimeUnit.SECONDS))
                    .as("the process reaches a commit")
                    .isTrue();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() throws InterruptedException {
            kill();
        }
    }
}
