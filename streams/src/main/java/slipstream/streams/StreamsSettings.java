package slipstream.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import slipstream.contract.document.Fields;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.MergeStage;

/**
 * How the stream job runs.
 *
 * @param kafka how to reach the cluster: {@code bootstrap.servers} and whatever security needs
 * @param stateFolder where state is kept between restarts
 * @param clock what "now" means
 * @param lateness how far out of order events are expected when events tell the time
 * @param observationPartitions how many partitions the observations topic has
 * @param commitInterval how often results are committed and thus become visible
 * @param threads stream threads in this process
 * @param standbyReplicas copies of the state on other instances
 * @param replicationFactor of internal topics
 * @param processingGuarantee {@code exactly_once_v2}, unless a test wants to see it fail
 * @param externalUrl where the page can be reached, for the links in alerts
 */
public record StreamsSettings(
        Map<String, Object> kafka,
        Path stateFolder,
        ClockMode clock,
        Duration lateness,
        int observationPartitions,
        Duration commitInterval,
        int threads,
        int standbyReplicas,
        int replicationFactor,
        String processingGuarantee,
        String externalUrl) {

    /** Names the consumer group, the transactional ids and the internal topics. */
    public static final String APPLICATION_ID = "slipstream-streams";

    public StreamsSettings {
        kafka = Map.copyOf(kafka);
        Objects.requireNonNull(stateFolder, "stateFolder");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(lateness, "lateness");
        Objects.requireNonNull(commitInterval, "commitInterval");
        Objects.requireNonNull(processingGuarantee, "processingGuarantee");
        Objects.requireNonNull(externalUrl, "externalUrl");
    }

    /** What can be set in {@code slipstream.yml} under {@code streams}. */
    public record Tuning(
            Optional<Duration> commitInterval,
            Optional<Integer> threads,
            Optional<Integer> standbyReplicas,
            Optional<Duration> lateness) {
        public static final Tuning DEFAULTS =
                new Tuning(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Tuning read(Fields section) {
            Tuning tuning = new Tuning(
                    section.duration("commit_interval"),
                    section.wholeNumber("threads", 1, 64).stream().boxed().findFirst(),
                    section.wholeNumber("standby_replicas", 0, 3).stream()
                            .boxed()
                            .findFirst(),
                    section.duration("lateness"));
            section.done();
            return tuning;
        }
    }

    MergeStage.Settings mergeSettings() {
        return new MergeStage.Settings(clock, observationPartitions, lateness);
    }

    /** The properties of Kafka Streams; each that differs from its default says why. */
    public Properties toProperties() {
        Properties p = new Properties();
        p.putAll(kafka);
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        p.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, processingGuarantee);
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        // The rebalance protocol that recovers in 15 s on 4.3; "streams" takes 50 s (reliability of 4.3, decision
        // record 0002).
        p.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // A node or store without a name of its own would lose its state when the topology changes.
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Nothing is cached by Streams: what is pre-aggregated lies on our own heap and is drained at commit.
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
        p.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, BoundedTimestampExtractor.class);
        // A killed instance is noticed after ten seconds instead of 45.
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
        // The open transaction of a crashed instance holds readers up for so long.
        p.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        // While a broker still ends the transaction before, it turns the first request of the next away; a second one
        // in flight
        // would then be out of sequence.
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        return p;
    }
}
