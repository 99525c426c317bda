package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.topic.Topics;

/**
 * kill -9 of the ingest process and of the broker while numbered lines are followed through rotation: by the rule that what does not
 * lie above the highest sequence of its source is a resend, every line has come exactly once. The property {@code crash.lines}
 * makes it longer: 2 000 000 lines are 20 kills and 5 bounces of the broker.
 */
@Tag("broker")
class IngestCrashIT {
    private static final int LINES = Integer.getInteger("crash.lines", 200_000);
    private static final int KILLS = Math.max(4, LINES / 100_000);
    private static final int KILLS_TO_A_BOUNCE = 4;
    private static final int LINES_PER_SECOND = 20_000;
    private static final long SEED = 20_261_122L;

    @TempDir
    private Path folder;

    /** What is on the topic, by the rule for resends. */
    private static final class Counted implements ObservationCodec.Sink {
        private final BitSet seen = new BitSet(LINES);
        private final Map<String, Long> highWater = new HashMap<>();
        private long resends;
        private long twice;
        private long refused;

        @Override
        public void accepted(Observation observation) {
            long sequence = observation.origin().sequence();
            Long highest = highWater.get(observation.origin().source());
            if (highest != null && sequence <= highest) {
                resends++;
                return;
            }
            highWater.put(observation.origin().source(), sequence);
            int number =
                    Integer.parseInt(((RequestObservation) observation).route().substring(1));
            twice += seen.get(number) ? 1 : 0;
            seen.set(number);
        }

        @Override
        public void rejected(int index, byte[] line, RejectedObservationException why) {
            refused++;
        }
    }

    @Test
    void everyLineIsCountedOnce_afterKillsOfIngestAndOfTheBroker() throws Exception {
        Random random = new Random(SEED);
        int port = freePort();
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Path config = new TestConfiguration(folder.resolve("config"))
                .file("ingest.yml", """
                        receivers:
                          filelog:
                            - include: ["%s/access.log", "%s/access.log.*"]
                              format: '$time_iso8601 $status "$request"'
                              labels: {service: web}
                        """.formatted(logs, logs))
                .folder();
        BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), port);
        Counted counted = new Counted();
        try (NumberedLog log =
                new NumberedLog(logs.resolve("access.log"), LINES, Math.max(10_000, LINES / 20), LINES_PER_SECOND)) {
            log.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                Process ingest = ingest(config, broker.bootstrapServers());
                try {
                    runFor(ingest, 200 + random.nextInt(1_500));
                    if (kill % KILLS_TO_A_BOUNCE == 0) {
                        broker.kill();
                        runFor(ingest, 200 + random.nextInt(1_000));
                        broker = BrokerProcess.start(folder.resolve("broker"), port);
                        runFor(ingest, random.nextInt(1_000));
                    }
                } finally {
                    ingest.destroyForcibly().waitFor();
                }
            }
            Process ingest = ingest(config, broker.bootstrapServers());
            try (Topic topic = new Topic(broker.bootstrapServers())) {
                await().atMost(Duration.ofMinutes(10)).until(() -> log.written() == LINES);
                await().atMost(Duration.ofMinutes(5)).until(() -> {
                    topic.read(counted);
                    return counted.seen.cardinality() == LINES;
                });
                topic.read(counted);
            } finally {
                ingest.destroyForcibly().waitFor();
            }
        } finally {
            broker.close();
        }

        System.out.printf(
                "%d lines, %d kills of ingest, %d of the broker: %d lost, %d counted twice, %d resends recognised%n",
                LINES,
                KILLS,
                KILLS / KILLS_TO_A_BOUNCE,
                LINES - counted.seen.cardinality(),
                counted.twice,
                counted.resends);
        assertThat(counted.seen.cardinality()).as("seed %d", SEED).isEqualTo(LINES);
        assertThat(counted.twice).isZero();
        assertThat(counted.refused).isZero();
        assertThat(counted.resends)
                .as("a kill leads to resends, else this proves nothing")
                .isPositive();
    }

    private static void runFor(Process ingest, int millis) throws InterruptedException {
        assertThat(ingest.waitFor(millis, TimeUnit.MILLISECONDS))
                .as("the process goes on")
                .isFalse();
    }

    /** The ingest role as its command starts it; returned when it says that it is ready. */
    private Process ingest(Path config, String bootstrapServers) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "ingest",
                        "--config=" + config,
                        "--bootstrap=" + bootstrapServers,
                        "--data=" + folder.resolve("data"),
                        "--listen=127.0.0.1:0",
                        "--clock=event")
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String line = output.readLine();
        while (line != null && !line.startsWith("ingest: health and metrics")) {
            said.append(line).append('\n');
            line = output.readLine();
        }
        assertThat(line).as(said.toString()).isNotNull();
        Thread drain = new Thread(() -> output.lines().forEach(unused -> {}), "ingest-output");
        drain.setDaemon(true);
        drain.setUncaughtExceptionHandler((thread, ended) -> {});
        drain.start();
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The topic of observations, read on from where it was read to. */
    private static final class Topic implements AutoCloseable {
        private final ObservationCodec codec =
                new ObservationCodec(TimeBounds.event(InstantSource.fixed(Instant.parse("2026-12-31T00:00:00Z"))));
        private final KafkaConsumer<byte[], byte[]> consumer;

        Topic(String bootstrapServers) {
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(consumer.partitionsFor(Topics.OBSERVATIONS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
        }

        void read(Counted counted) {
            boolean more = true;
            while (more) {
                more = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    codec.readAll(record.value(), counted);
                    more = true;
                }
            }
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
