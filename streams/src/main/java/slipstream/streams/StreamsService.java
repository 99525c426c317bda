package slipstream.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.streams.classify.Definitions;

/** Runs the stream job and says how it is. */
public final class StreamsService implements AutoCloseable, HealthSource {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final AtomicReference<String> failure = new AtomicReference<>();

    public StreamsService(Definitions definitions, StreamsSettings settings, MeterRegistry meters) {
        this(definitions, settings, meters, new DefaultKafkaClientSupplier());
    }

    /** @param clients makes the Kafka clients; tests use it to stop the job at a chosen step */
    public StreamsService(
            Definitions definitions, StreamsSettings settings, MeterRegistry meters, KafkaClientSupplier clients) {
        Properties properties = settings.toProperties();
        streams = new KafkaStreams(SlipstreamTopology.build(definitions, settings, meters), properties, clients);
        streams.setUncaughtExceptionHandler(this::fail);
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
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
}
