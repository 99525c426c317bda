package slipstream.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;
import slipstream.bench.load.Slo;
import slipstream.contract.topic.JsonSerde;
import slipstream.contract.topic.Topics;

/**
 * What one would write with the Streams DSL to count the same SLOs: each request becomes one record for each SLO that it counts for, these
 * are grouped by SLO and counted by window. It does neither budgets nor alerts, and no percentiles.
 */
public final class PlainDsl implements Contender {
    public static final String APPLICATION_ID = "plain-dsl";
    public static final String INPUT = "bench.requests";
    public static final String OUTPUT = "bench.counts";

    /** Between the SLO and the start of the window in the keys of the output. */
    public static final String AT = "@";

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);
    private static final long CACHE_BYTES = 64L << 20;

    /** Partitions are read at different speeds while a job catches up: nothing may count as late. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Serde<Row> ROWS = JsonSerde.of(Row.class);
    private static final Serde<Verdict> VERDICTS = JsonSerde.of(Verdict.class);
    private static final Serde<Counted> COUNTS = JsonSerde.of(Counted.class);

    private final String bootstrapServers;
    private final Windows windows;
    private final Tuning tuning;
    private final Map<String, List<Slo>> slos = new HashMap<>();
    private Properties properties;
    private KafkaStreams streams;

    /** The windows that are counted by. */
    public enum Windows {
        TUMBLING(Duration.ofSeconds(10)),
        HOPPING(Duration.ofMinutes(1));

        private final Duration size;

        Windows(Duration size) {
            this.size = size;
        }

        /** How long a window is; one begins every ten seconds. */
        public Duration size() {
            return size;
        }
    }

    /** How Streams is set. */
    enum Tuning {
        /** Exactly once, and everything else as it comes: a commit each 100 ms, a cache of 10 MiB. */
        NONE,
        /** Fetches and batches as large as the product's, lz4, a larger cache, and the commit interval that it is told. */
        THROUGHPUT
    }

    /** What a request means to an SLO. */
    record Verdict(boolean bad) {}

    /** The counts of a window, as they come out. */
    public record Counted(long total, long bad) {
        Counted plus(Verdict verdict) {
            return new Counted(total + 1, bad + (verdict.bad() ? 1 : 0));
        }
    }

    PlainDsl(String bootstrapServers, Windows windows, Tuning tuning) {
        this.bootstrapServers = bootstrapServers;
        this.tuning = tuning;
        this.windows = windows;
        for (Slo slo : Slo.hundred()) {
            slos.computeIfAbsent(slo.service(), service -> new ArrayList<>()).add(slo);
        }
    }

    /** Its topics: what it reads, with the time of the event as the time of the record, and what it writes. */
    public static List<NewTopic> topics() {
        return Stream.of(INPUT, OUTPUT)
                .map(name -> new NewTopic(name, Topics.OBSERVATIONS.partitions(), (short) 1))
                .toList();
    }

    /** How its output is read. */
    public static Serde<Counted> counts() {
        return COUNTS;
    }

    @Override
    public void prepare(JsonNode arguments) {
        Properties p = new Properties();
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        p.put(StreamsConfig.STATE_DIR_CONFIG, arguments.get("state").asText());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        if (tuning == Tuning.THROUGHPUT) {
            tune(p, arguments.get("commitMillis").asLong());
        }
        properties = p;
    }

    private static void tune(Properties p, long commitMillis) {
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    }

    @Override
    public void begin() {
        streams = new KafkaStreams(topology(), properties);
        streams.start();
    }

    private Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Verdict> verdicts = builder.stream(INPUT, Consumed.with(Serdes.String(), ROWS))
                .flatMap((source, row) -> judge(row), Named.as("judge"));
        verdicts.groupByKey(Grouped.with("by-slo", Serdes.String(), VERDICTS))
                .windowedBy(TimeWindows.ofSizeAndGrace(windows.size(), GRACE).advanceBy(Duration.ofSeconds(10)))
                .aggregate(
                        () -> new Counted(0, 0),
                        (slo, verdict, counts) -> counts.plus(verdict),
                        Named.as("count"),
                        Materialized.<String, Counted, WindowStore<Bytes, byte[]>>as("counts")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(COUNTS))
                .toStream(Named.as("changes"))
                .map(
                        (window, counts) -> KeyValue.pair(
                                window.key() + AT + window.window().start(), counts),
                        Named.as("name"))
                .to(OUTPUT, Produced.with(Serdes.String(), COUNTS));
        return builder.build();
    }

    private List<KeyValue<String, Verdict>> judge(Row row) {
        List<KeyValue<String, Verdict>> verdicts = new ArrayList<>();
        for (Slo slo : slos.getOrDefault(row.service(), List.of())) {
            if (slo.route().isEmpty() || slo.route().get().equals(row.route())) {
                verdicts.add(KeyValue.pair(slo.name(), new Verdict(slo.isBad(row.status(), row.latencyMillis()))));
            }
        }
        return verdicts;
    }

    @Override
    public long producedBytes() {
        return ProducedBytes.of(streams);
    }

    @Override
    public JsonNode evidence() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void end() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN));
    }
}
