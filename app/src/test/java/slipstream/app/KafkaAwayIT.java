package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.topic.Topics;
import slipstream.ingest.IngestService;
import slipstream.ingest.IngestSettings;

/**
 * Kafka goes away while 2 000 events a second come in, half of them over HTTP and half in a followed file, and comes back. The broker is
 * a process of its own that is killed. How long it is away: {@code -Dkafka.away=5m}, else 20 s.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KafkaAwayIT {
    private static final Logger log = LoggerFactory.getLogger(KafkaAwayIT.class);

    private static final Duration AWAY = Durations.parse(System.getProperty("kafka.away", "20s"));
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(8);
    private static final int PER_SECOND_AND_WAY = 1_000;

    /** The producer's buffer of 64 MiB is filled for the first time while Kafka is away; the rest of this is noise of the collector. */
    private static final long MAX_GROWTH_BYTES = 96L * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLost_memoryStaysFlat_andAllGoesOn() throws Exception {
        int port = freePort();
        Path file = folder.resolve("app.jsonl");
        BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), port);
        try (IngestService ingest = ingest(file, broker.bootstrapServers());
                Load load = new Load(file, PER_SECOND_AND_WAY)) {
            ingest.start();
            load.start(ingest.httpPort().orElseThrow());
            await().pollDelay(BEFORE_AND_AFTER).until(() -> load.acknowledged() > 0);
            long heapBefore = usedAfterCollection();
            long takenBefore = load.acknowledged();

            broker.kill();
            List<Long> heaps = new ArrayList<>();
            await().atMost(AWAY.plusMinutes(1))
                    .pollInterval(Duration.ofSeconds(5))
                    .pollDelay(Duration.ofSeconds(5))
                    .until(() -> {
                        heaps.add(usedAfterCollection());
                        return heaps.size() >= AWAY.toSeconds() / 5;
                    });
            long takenMeanwhile = load.acknowledged() - takenBefore;
            long refused = load.refused();

            broker = BrokerProcess.start(folder.resolve("kafka"), port);
            long backNanos = System.nanoTime();
            long linesWhenBack = load.lines();
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> ingest.reports().get(0).accepted() >= linesWhenBack);
            long caughtUpMillis = (System.nanoTime() - backNanos) / 1_000_000;
            await().pollDelay(BEFORE_AND_AFTER)
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> load.acknowledged() > takenBefore + takenMeanwhile);
            load.end();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> ingest.reports().get(0).accepted() >= load.lines());

            long most = heaps.stream().mapToLong(Long::longValue).max().orElseThrow();
            log.info(
                    "Kafka away for {}: heap {} MiB before, {} MiB at first, {} MiB at last, {} MiB at most; {} bodies refused with"
                            + " 503; {} acknowledged over HTTP meanwhile; file caught up {} ms after the return",
                    AWAY,
                    heapBefore >> 20,
                    heaps.get(0) >> 20,
                    heaps.get(heaps.size() - 1) >> 20,
                    most >> 20,
                    refused,
                    takenMeanwhile,
                    caughtUpMillis);
            assertThat(most - heapBefore).isLessThan(MAX_GROWTH_BYTES);
            assertThat(refused).isPositive();
            assertThat(load.otherAnswers()).isEmpty();
            assertNothingIsLost(load, broker.bootstrapServers());
        } finally {
            broker.close();
        }
    }

    private IngestService ingest(Path file, String bootstrapServers) throws IOException {
        Files.writeString(file, "");
        Files.writeString(folder.resolve("ingest.yml"), """
                receivers:
                  http: {listen: "127.0.0.1:0"}
                  filelog:
                    - include: ["%s"]
                      format: json
                      fields: {time: time, status: status, attributes.number: number}
                      labels: {service: shop}
                """.formatted(file));
        Problems problems = new Problems();
        IngestSettings settings = IngestSettings.read(folder, problems);
        problems.throwIfErrors();
        InstantSource clock = InstantSource.system();
        return new IngestService(
                settings,
                Map.of("bootstrap.servers", bootstrapServers),
                folder.resolve("data"),
                TimeBounds.live(clock),
                clock,
                new SimpleMeterRegistry());
    }

    private static void assertNothingIsLost(Load load, String bootstrapServers) {
        Map<String, Set<Long>> sequences = new HashMap<>();
        Map<String, Long> highest = new HashMap<>();
        List<Observation> outOfOrder = new ArrayList<>();
        int twice = 0;
        try (TopicReader<byte[]> reader = new TopicReader<>(bootstrapServers, Topics.OBSERVATIONS)) {
            // The first look at a topic may find nothing yet.
            await().until(() -> !reader.all().isEmpty());
            for (Observation observation : observations(reader)) {
                String source = observation.origin().source();
                long sequence = observation.origin().sequence();
                boolean isNew = sequences
                        .computeIfAbsent(source.startsWith("file:") ? "file" : source, any -> new HashSet<>())
                        .add(sequence);
                if (!isNew) {
                    twice++;
                } else if (sequence <= highest.getOrDefault(source, 0L)) {
                    // It comes after a later one of its source, so streams takes it for a resend and leaves it out.
                    outOfOrder.add(observation);
                }
                highest.merge(source, sequence, Math::max);
            }
        }
        log.info("{} resends are recognised by source and sequence", twice);
        assertThat(outOfOrder).isEmpty();
        assertThat(sequences.get("file")).hasSize((int) load.lines());
        load.acknowledgedBySource().forEach((source, count) -> {
            for (long sequence = 1; sequence <= count; sequence++) {
                assertThat(sequences.get(source)).contains(sequence);
            }
        });
    }

    private static List<Observation> observations(TopicReader<byte[]> reader) {
        List<Observation> observations = new ArrayList<>();
        ObservationCodec codec = new ObservationCodec(TimeBounds.live(InstantSource.system()));
        for (byte[] value : reader.values()) {
            codec.readAll(value, new ObservationCodec.Sink() {
                @Override
                public void accepted(Observation observation) {
                    observations.add(observation);
                }

                @Override
                public void rejected(int index, byte[] line, RejectedObservationException why) {
                    throw new AssertionError(why.getMessage());
                }
            });
        }
        return observations;
    }

    private static long usedAfterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
