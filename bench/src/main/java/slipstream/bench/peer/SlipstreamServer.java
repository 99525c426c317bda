package slipstream.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import slipstream.app.Main;
import slipstream.contract.topic.Topics;
import slipstream.streams.StreamsSettings;

/** {@code slipstream up} in a process of its own: broker, stream job, alerting and API, with default settings. */
final class SlipstreamServer implements AutoCloseable {
    /** Of the names of the stream job's threads, as much as Linux keeps. */
    static final String JOB_THREADS = StreamsSettings.APPLICATION_ID.substring(0, 15);

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Pattern KAFKA = Pattern.compile("^ {2}kafka +(\\S+)$", Pattern.MULTILINE);

    private final Process process;
    private final String bootstrapServers;

    private SlipstreamServer(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts it with an availability SLO of 99.9 % over 30 days for each service and the standard burn policies. */
    static SlipstreamServer start(Path folder, int services) throws IOException, InterruptedException {
        Path config = Files.createDirectories(folder.resolve("config"));
        for (int service = 0; service < services; service++) {
            Files.writeString(config.resolve(sloName(service) + ".yaml"), document(service));
        }
        Path log = folder.resolve("slipstream.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "up",
                        "--config=" + config,
                        "--data=" + folder.resolve("slipstream-data"),
                        "--kafka-port=0",
                        "--listen=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new SlipstreamServer(process, awaitReady(process, log));
    }

    static String sloName(int service) {
        return Traffic.name(service) + "-availability";
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    ProcessUse use() {
        return new ProcessUse(process.pid());
    }

    /** How many records of the observations the stream job has not committed yet. */
    long lag() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, Topics.OBSERVATIONS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.OBSERVATIONS.name(), partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(latest).all().get();
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                            StreamsSettings.APPLICATION_ID)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - (committed.get(end.getKey()) == null
                                    ? 0
                                    : committed.get(end.getKey()).offset()))
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the lag of the stream job cannot be read", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static String awaitReady(Process process, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (true) {
            Matcher matcher = KAFKA.matcher(Files.readString(log));
            if (matcher.find()) {
                return matcher.group(1);
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("Slipstream is not up; it says: " + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private static String document(int service) {
        return """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: %2$s}
                spec:
                  service: %1$s
                  indicator:
                    metadata: {name: %1$s-good}
                    spec:
                      ratioMetric:
                        good: {metricSource: {type: slipstream, spec: {selector: "status < 500"}}}
                        total: {metricSource: {type: slipstream, spec: {selector: "service == '%1$s'"}}}
                  timeWindow: [{duration: 30d, isRolling: true}]
                  budgetingMethod: Occurrences
                  objectives: [{target: 0.999}]
                """.formatted(Traffic.name(service), sloName(service));
    }
}
