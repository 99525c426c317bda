package slipstream.bench.query;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.StateRestoreListener;
import slipstream.bench.load.Slo;
import slipstream.bench.process.Cluster;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.Topics;
import slipstream.streams.StreamsService;
import slipstream.streams.StreamsSettings;
import slipstream.streams.classify.CurrentDefinitions;
import slipstream.streams.classify.EventIds;
import slipstream.streams.define.DefinitionFiles;
import slipstream.streams.define.DefinitionsConsumer;
import slipstream.streams.define.DefinitionsPublisher;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.MergeStage;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.slice.Tier;

/**
 * A broker and the product's stream job on it, whose state is as if events had come for 30 days: the partials of that time are
 * written to their topic at once, each instant as finely as it is still kept.
 */
final class FilledJob implements AutoCloseable {
    static final Duration FILLED = Duration.ofDays(30);

    private static final Duration READY_WITHIN = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_NANOS = 5_000_000;
    private static final long STEP = Tier.TEN_SECONDS.stepMillis();

    /** No change of its size would be seen in the figures; a partial this large stays far below the largest record. */
    private static final int SLICES_PER_PARTIAL = 256;

    /** A file of more would be too long. */
    private static final int SLOS_PER_FILE = 500;

    private final Cluster cluster;
    private final Path state;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DefinitionsConsumer definitions;
    private StreamsService service;

    /**
     * @param folder where broker and job keep what they keep
     * @param slos how many SLOs are defined
     */
    FilledJob(Path folder, int slos) throws IOException {
        cluster = Cluster.start(folder.resolve("broker"), folder);
        state = folder.resolve("state");
        long revision = new DefinitionsPublisher(cluster.kafka(), InstantSource.system())
                .publish(new DefinitionFiles("", documents(slos)));
        definitions = DefinitionsConsumer.start(cluster.kafka(), revision, meters);
    }

    private static Map<String, String> documents(int slos) {
        Map<String, String> files = new TreeMap<>();
        for (int from = 0; from < slos; from += SLOS_PER_FILE) {
            List<Slo> some = IntStream.range(from, Math.min(slos, from + SLOS_PER_FILE))
                    .mapToObj(i -> Slo.availability("service-" + i))
                    .toList();
            files.put("slos-" + from + ".yaml", Slo.documents(some));
        }
        return files;
    }

    CurrentDefinitions definitions() {
        return definitions.current();
    }

    PrometheusMeterRegistry meters() {
        return meters;
    }

    KafkaStreams streams() {
        return service.streams();
    }

    Path state() {
        return state;
    }

    /** Starts the stream job and returns when it runs. */
    void start(StateRestoreListener onRestore) {
        service = new StreamsService(definitions.current(), settings(), meters);
        service.streams().setGlobalStateRestoreListener(onRestore);
        service.start();
        await(() -> service.streams().state() == KafkaStreams.State.RUNNING, "the stream job does not run");
    }

    void stop() {
        service.close();
    }

    private StreamsSettings settings() {
        return new StreamsSettings(
                cluster.kafka(),
                state,
                ClockMode.LIVE,
                Duration.ofMinutes(1),
                Topics.OBSERVATIONS.partitions(),
                Topics.SLI_PARTIALS.partitions(),
                Duration.ofSeconds(1),
                1,
                0,
                1,
                "exactly_once_v2",
                "http://127.0.0.1:8080",
                EventIds.Settings.NONE);
    }

    /** Writes 30 days of partials for the first SLOs, and returns when the job has taken them up. */
    void fill(int slos, long endMillis) {
        Random random = new Random(1);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "compression.type", "lz4", "linger.ms", 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (SloDefinition slo : definitions.current().catalogue().slos().subList(0, slos)) {
                byte[] key = new SeriesKey(AccountPlan.keyOf(slo), 0).toBytes();
                int partition = MergeStage.partitionOf(key, Topics.SLI_PARTIALS.partitions());
                List<Partial.Slice> slices = slices(endMillis, random);
                for (int from = 0; from < slices.size(); from += SLICES_PER_PARTIAL) {
                    Partial partial =
                            new Partial(slices.subList(from, Math.min(slices.size(), from + SLICES_PER_PARTIAL)));
                    producer.send(new ProducerRecord<>(Topics.SLI_PARTIALS.name(), partition, key, partial.toBytes()));
                }
            }
        }
        await(
                () -> cluster.lag(
                                StreamsSettings.APPLICATION_ID,
                                Topics.SLI_PARTIALS.name(),
                                Topics.SLI_PARTIALS.partitions())
                        == 0,
                "the stream job does not take up the partials");
    }

    private static List<Partial.Slice> slices(long endMillis, Random random) {
        List<Partial.Slice> slices = new ArrayList<>();
        long at = endMillis - FILLED.toMillis();
        while (at < endMillis) {
            long left = endMillis - at;
            slices.add(new Partial.Slice(
                    Tier.TEN_SECONDS.sliceOf(at), new Counts(50 + random.nextInt(100), random.nextInt(2), 0), null));
            at += left > Duration.ofDays(3).toMillis()
                    ? Tier.HOUR.stepMillis()
                    : left > Duration.ofHours(6).toMillis()
                            ? Tier.TEN_MINUTES.stepMillis()
                            : left > Duration.ofHours(1).toMillis() ? Tier.MINUTE.stepMillis() : STEP;
        }
        return slices;
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition, String otherwise) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(otherwise + " within " + READY_WITHIN);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        definitions.close();
        meters.close();
        cluster.close();
    }
}
