package slipstream.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.streams.classify.BundlingConsumer;
import slipstream.streams.classify.CurrentDefinitions;
import slipstream.streams.classify.ObservationLog;
import slipstream.streams.classify.ObservationLogConsumer;
import slipstream.streams.slice.ClockMode;

/** Runs the stream job and says how it is. */
public final class StreamsService implements AutoCloseable, HealthSource {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final AtomicReference<String> failure = new AtomicReference<>();

    public StreamsService(CurrentDefinitions definitions, StreamsSettings settings, MeterRegistry meters) {
        this(definitions, settings, meters, new DefaultKafkaClientSupplier());
    }

    /** @param clients makes the Kafka clients; tests use it to stop the job at a chosen step */
    public StreamsService(
            CurrentDefinitions definitions,
            StreamsSettings settings,
            MeterRegistry meters,
            KafkaClientSupplier clients) {
        Properties properties = properties(settings);
        ObservationLog log = new ObservationLogConsumer(settings.kafka());
        streams = new KafkaStreams(
                SlipstreamTopology.build(definitions, log, settings, meters), properties, new BundlingClients(clients));
        streams.setUncaughtExceptionHandler(this::fail);
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
    }

    /** The properties of Kafka Streams; each that differs from its default says why. */
    static Properties properties(StreamsSettings settings) {
        Properties p = new Properties();
        p.putAll(settings.kafka());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsSettings.APPLICATION_ID);
        p.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.processingGuarantee());
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicationFactor());
        // After a kill this protocol recovers in 15 s on Kafka 4.3, "streams" in 50 s (decision record 0002).
        p.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // A node or store without a name of its own would lose its state when the topology changes.
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Nothing is cached by Streams: what is pre-aggregated lies on our own heap and is drained at commit.
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // Observations come in bundles, some hundreds in each, which must not fill the heap while they wait.
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 64);
        // Event time is in the payload and checked there; a record's own timestamp, hostile or not, must not move any
        // clock.
        p.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class);
        // A killed instance is noticed after ten seconds instead of 45.
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
        // State is read back in large steps: each poll costs a write to the store of its own.
        p.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        p.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024);
        // The open transaction of a crashed instance holds readers up for so long; with the event clock a single commit
        // may
        // walk through weeks of a log.
        p.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                settings.clock() == ClockMode.LIVE ? 10_000 : 60_000);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        // A broker that still ends one transaction turns the first request of the next away; a second one in flight
        // would then be out of sequence.
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        return p;
    }

    /** A bug or a missing permission does not go away by starting the thread again: stop, be red, say why. */
    private StreamThreadExceptionResponse fail(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        failure.compareAndSet(null, root.getClass().getSimpleName() + ": " + root.getMessage());
        LOG.error("The stream job stops, because of an error that it cannot get over", error);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    public void start() {
        streams.start();
    }

    /** For queries of the stores. */
    public KafkaStreams streams() {
        return streams;
    }

    @Override
    public List<Health> health() {
        KafkaStreams.State state = streams.state();
        String why = failure.get();
        if (why != null) {
            return List.of(new Health("streams", Health.State.DOWN, why));
        }
        return List.of(
                switch (state) {
                    case RUNNING -> new Health("streams", Health.State.UP, "running");
                    case CREATED -> new Health("streams", Health.State.WAITING, "not started yet");
                    case REBALANCING ->
                        new Health(
                                "streams",
                                Health.State.WAITING,
                                "partitions are being assigned or state is being restored");
                    case PENDING_SHUTDOWN, NOT_RUNNING -> new Health("streams", Health.State.DOWN, "stopped");
                    case PENDING_ERROR, ERROR -> new Health("streams", Health.State.DOWN, "stopped by an error");
                });
    }

    @Override
    public void close() {
        metrics.close();
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_WITHIN));
        if (!closed) {
            LOG.warn("The stream job did not stop within {}", CLOSE_WITHIN);
        }
    }

    /** The clients of the job, of which the consumer hands out observations in bundles (decision record 0012). */
    private record BundlingClients(KafkaClientSupplier clients) implements KafkaClientSupplier {
        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return clients.getAdmin(config);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return clients.getProducer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return BundlingConsumer.of(clients.getConsumer(config));
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            return clients.getRestoreConsumer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            return clients.getGlobalConsumer(config);
        }
    }
}
