package slipstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.LogRecord;
import slipstream.contract.health.Health;
import slipstream.contract.topic.Topics;
import slipstream.ingest.IngestService;

/** Topics of others, on a broker: read to the last record, through kills and restarts. */
@Tag("broker")
class ForeignTopicsIT {
    private static final int LINES = 60_000;
    private static final int KILLS = 4;
    private static final long SEED = 20_261_122L;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingIsCountedTwice_whenTheProcessIsKilled() throws Exception {
        Random random = new Random(SEED);
        try (TestCluster kafka = cluster();
                CountedObservations observations = new CountedObservations(kafka.bootstrapServers())) {
            Path config = config(
                    "kafka: {topics: ['^app-.*'], exclude_topics: [app-other], properties: {session.timeout.ms: 6000, heartbeat.interval.ms: 2000}}");
            Thread load = new Thread(() -> send(kafka.bootstrapServers()), "load");
            load.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                try (IngestProcess ingest =
                        IngestProcess.start(kafka.bootstrapServers(), config, folder.resolve("data"))) {
                    int enough = LINES / (KILLS + 2) * kill + random.nextInt(2_000);
                    await().atMost(Duration.ofSeconds(90))
                            .until(() -> observations.all().size() >= enough);
                    ingest.kill();
                }
            }
            load.join();
            try (IngestProcess ingest = IngestProcess.start(kafka.bootstrapServers(), config, folder.resolve("data"))) {
                await().atMost(Duration.ofSeconds(120))
                        .until(() -> observations.all().size() >= LINES);
            }

            assertThat(observations.all()).hasSize(LINES);
            assertThat(observations.all().stream()
                            .map(observation -> ((LogRecord) observation).message())
                            .distinct()
                            .count())
                    .isEqualTo(LINES);
            System.out.println("killed " + KILLS + " times: " + LINES + " lines, each counted once; "
                    + observations.resends() + " resends recognised");
        }
    }

    @Test
    void aTopicThatIsMadeLaterIsFound_andHealthSaysWhatIsRead() throws Exception {
        try (TestCluster kafka = cluster();
                IngestService ingest = IngestProcess.service(
                        kafka.bootstrapServers(),
                        config("kafka: {topics: [later], properties: {metadata.max.age.ms: 500}}"),
                        folder.resolve("data"));
                CountedObservations observations = new CountedObservations(kafka.bootstrapServers())) {
            ingest.start();
            assertThat(topics(ingest).state()).isEqualTo(Health.State.WAITING);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("later", 1, (short) 1)))
                        .all()
                        .get();
            }
            try (KafkaProducer<byte[], byte[]> producer = producer(kafka.bootstrapServers())) {
                producer.send(new ProducerRecord<>("later", "hello".getBytes(UTF_8)))
                        .get();
                producer.send(new ProducerRecord<>("later", new byte[] {0, 0, 0, 0, 1, 2}))
                        .get();
                producer.send(new ProducerRecord<>("later", "bye".getBytes(UTF_8)))
                        .get();
            }

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> observations.all().size() == 2);
            assertThat(topics(ingest))
                    .isEqualTo(new Health("Kafka topics later", Health.State.UP, "reads 1 partitions"));
            try (TopicReader<byte[]> letters = new TopicReader<>(kafka.bootstrapServers(), Topics.DEAD_LETTERS)) {
                assertThat(letters.all()).hasSize(1);
            }
        }
    }

    @Test
    void whatKcatWritesIsCounted() throws Exception {
        assumeTrue(isInstalled("kcat"), "kcat is not here, so the test with it is skipped");
        try (TestCluster kafka = cluster();
                IngestService ingest = IngestProcess.service(
                        kafka.bootstrapServers(), config("kafka: {topics: [app-web]}"), folder.resolve("data"));
                CountedObservations observations = new CountedObservations(kafka.bootstrapServers())) {
            ingest.start();
            Process kcat = new ProcessBuilder("kcat", "-P", "-b", kafka.bootstrapServers(), "-t", "app-web")
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream lines = kcat.getOutputStream()) {
                for (int i = 0; i < 1_000; i++) {
                    String fluentBit = "{\"@timestamp\":%d.5,\"log\":\"WARN number %d\",\"container_name\":\"web\"}\n";
                    lines.write(fluentBit
                            .formatted(Instant.now().getEpochSecond(), i)
                            .getBytes(UTF_8));
                }
            }
            assertThat(kcat.waitFor())
                    .as(new String(kcat.getInputStream().readAllBytes(), UTF_8))
                    .isZero();

            await().atMost(Duration.ofMinutes(1)).until(() -> observations.all().size() == 1_000);
            assertThat(observations.all()).allSatisfy(observation -> {
                assertThat(observation.service()).isEqualTo("web");
                assertThat(((LogRecord) observation).level()).isEqualTo("WARN");
            });
        }
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static Health topics(IngestService ingest) {
        return ingest.health().get(1);
    }

    private static TestCluster cluster() throws Exception {
        TestCluster kafka = EmbeddedTestCluster.start();
        try (TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            topics.ensure((short) 1);
            admin.createTopics(List.of(
                            new NewTopic("app-web", 3, (short) 1),
                            new NewTopic("app-jobs", 1, (short) 1),
                            new NewTopic("app-other", 1, (short) 1)))
                    .all()
                    .get();
        }
        return kafka;
    }

    private Path config(String receivers) throws Exception {
        return new TestConfiguration(folder.resolve("config"))
                .file("ingest.yml", "receivers:\n  " + receivers + "\n")
                .folder();
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Numbered lines on two topics, one or three to a record, in about half a minute; on the topic that is not meant, too. */
    private static void send(String bootstrapServers) {
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
            int number = 0;
            while (number < LINES) {
                StringBuilder value = new StringBuilder();
                for (int i = 0; i <= number % 2 * 2 && number + i < LINES; i++) {
                    value.append(Instant.now())
                            .append(" INFO line ")
                            .append(number + i)
                            .append('\n');
                }
                String topic = number % 3 == 0 ? "app-jobs" : "app-web";
                producer.send(new ProducerRecord<>(topic, value.toString().getBytes(UTF_8)));
                number += value.toString().split("\n", -1).length - 1;
                if (number % 1_000 < 3) {
                    producer.send(new ProducerRecord<>("app-other", "not meant".getBytes(UTF_8)));
                    producer.flush();
                    java.util.concurrent.locks.LockSupport.parkNanos(
                            Duration.ofMillis(400).toNanos());
                }
            }
        }
    }
}
