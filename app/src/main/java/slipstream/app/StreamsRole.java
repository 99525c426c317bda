package slipstream.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.topic.Topics;
import slipstream.streams.StreamsService;
import slipstream.streams.StreamsSettings;
import slipstream.streams.classify.CurrentDefinitions;
import slipstream.streams.define.DefinitionsConsumer;
import slipstream.streams.define.DefinitionsPublisher;
import slipstream.streams.query.QueryServer;
import slipstream.streams.query.SloCatalogue;
import slipstream.streams.query.StatusConsumer;
import slipstream.streams.query.StatusView;
import slipstream.streams.query.StoreSliceReader;
import slipstream.streams.slice.ClockMode;

/** The streams role: the stream job, the view of its results, and the server that answers for both. */
final class StreamsRole {
    /** Half of all statuses are then seen within a quarter of a second (docs/performance.md). */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(75);

    private final StatusView view;
    private final QueryServer server;

    private StreamsRole(StatusView view, QueryServer server) {
        this.view = view;
        this.server = server;
    }

    /** What the role needs to know beside the definitions. */
    record Settings(
            Map<String, Object> kafka,
            Path data,
            ClockMode clock,
            int observationPartitions,
            int partialsPartitions,
            int replicationFactor,
            String processingGuarantee,
            ListenAddress listen,
            String externalUrl,
            StreamsSettings.Tuning tuning,
            KafkaClientSupplier clients) {
        /** As a single process on an embedded broker runs it. */
        static Settings embedded(Map<String, Object> kafka, Path data, ClockMode clock, ListenAddress listen) {
            return new Settings(
                    kafka,
                    data,
                    clock,
                    Topics.OBSERVATIONS.partitions(),
                    Topics.SLI_PARTIALS.partitions(),
                    1,
                    "exactly_once_v2",
                    listen,
                    "http://" + listen.host() + ":" + listen.port(),
                    StreamsSettings.Tuning.DEFAULTS,
                    new DefaultKafkaClientSupplier());
        }

        StreamsSettings toStreams() {
            return new StreamsSettings(
                    kafka,
                    data.resolve("streams"),
                    clock,
                    tuning.lateness().orElse(Duration.ofMinutes(1)),
                    observationPartitions,
                    partialsPartitions,
                    tuning.commitInterval().orElse(COMMIT_INTERVAL),
                    tuning.threads().orElse(1),
                    tuning.standbyReplicas().orElse(0),
                    replicationFactor,
                    processingGuarantee,
                    externalUrl,
                    tuning.eventIds());
        }
    }

    /** Starts the role; whatever is running is added to {@code parts}, also when starting fails half way. */
    static StreamsRole start(
            Configuration configuration,
            Settings settings,
            Parts parts,
            PrometheusMeterRegistry meters,
            InstantSource wall) {
        long revision = new DefinitionsPublisher(settings.kafka(), wall).publish(configuration.files());
        DefinitionsConsumer definitions = parts.add(DefinitionsConsumer.start(settings.kafka(), revision, meters));
        DefinitionsWatcher watcher = parts.add(new DefinitionsWatcher(
                configuration, new DefinitionsPublisher(settings.kafka(), wall), System.err, meters));
        CurrentDefinitions current = definitions.current();
        StreamsService service =
                parts.add(new StreamsService(current, settings.toStreams(), meters, settings.clients()));
        StatusView view = new StatusView(wall);
        StatusConsumer consumer = parts.add(new StatusConsumer(settings.kafka(), view));
        SloCatalogue catalogue = SloCatalogue.of(current::catalogue);
        QueryServer server = parts.add(new QueryServer(
                settings.listen(),
                view,
                new StoreSliceReader(service.streams(), catalogue, settings.partialsPartitions()),
                parts::health,
                meters,
                wall,
                catalogue));
        open(server);
        consumer.start();
        service.start();
        watcher.start();
        return new StreamsRole(view, server);
    }

    /** An address that cannot be used is a person's to mend. */
    static void open(QueryServer server) {
        try {
            server.start();
        } catch (IOException e) {
            throw new StartupException(e.getMessage(), e);
        }
    }

    StatusView view() {
        return view;
    }

    /** Where the page really is, also when any free port was asked for. */
    int port() {
        return server.port();
    }

    /** Changes the settings of a single process to what the configuration says. */
    static UnaryOperator<Settings> as(AppSettings app) {
        return settings -> new Settings(
                settings.kafka(),
                settings.data(),
                settings.clock(),
                settings.observationPartitions(),
                settings.partialsPartitions(),
                settings.replicationFactor(),
                settings.processingGuarantee(),
                settings.listen(),
                app.externalUrl().orElse(settings.externalUrl()),
                app.tuning(),
                settings.clients());
    }
}
