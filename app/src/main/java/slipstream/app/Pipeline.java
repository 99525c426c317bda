package slipstream.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.IngestService;
import slipstream.streams.query.StatusView;
import slipstream.streams.slice.ClockMode;

/** All three roles in one process: what {@code up} and {@code try} run, on an embedded broker, and tests on any. */
final class Pipeline implements AutoCloseable {
    private final Parts parts;
    private final String bootstrapServers;
    private final StreamsRole streams;
    private final AlertingRole alerting;
    private final IngestService ingest;

    /**
     * How the pipeline runs.
     *
     * @param data where everything is kept
     * @param clock what "now" means
     * @param listen where the API and the page answer
     * @param alerting where alerting answers as an Alertmanager
     * @param console where alerts are told
     * @param wall the wall clock
     */
    record Options(
            Path data,
            ClockMode clock,
            ListenAddress listen,
            ListenAddress alerting,
            PrintStream console,
            InstantSource wall) {
        /** With alerting on any free port. */
        Options(Path data, ClockMode clock, ListenAddress listen, PrintStream console, InstantSource wall) {
            this(data, clock, listen, ListenAddress.loopback(0), console, wall);
        }
    }

    private Pipeline(Parts parts, String bootstrapServers, Configuration configuration, Options options) {
        this.parts = parts;
        this.bootstrapServers = bootstrapServers;
        PrometheusMeterRegistry meters = Metrics.create(parts);
        try (TopicAdmin topics = new TopicAdmin(bootstrapServers)) {
            topics.ensure((short) 1);
        }
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        StreamsRole.Settings settings = StreamsRole.as(configuration.app())
                .apply(StreamsRole.Settings.embedded(kafka, options.data(), options.clock(), options.listen()));
        streams = StreamsRole.start(configuration, settings, parts, meters, options.wall());
        alerting = AlertingRole.start(
                configuration,
                new AlertingRole.Settings(
                        kafka, options.alerting(), settings.externalUrl(), options.console(), options.wall()),
                parts,
                meters);
        ingest = parts.add(new IngestService(
                configuration.ingest(),
                kafka,
                options.data().resolve("ingest"),
                bounds(options.clock(), options.wall()),
                options.wall(),
                meters));
        ingest.start();
    }

    /**
     * Starts a broker and everything on it; throws, with nothing left running, when a part cannot be started.
     *
     * @param kafkaPort the broker's port on loopback, or 0 for any
     */
    static Pipeline onEmbeddedBroker(Configuration configuration, Options options, int kafkaPort) {
        Parts parts = new Parts();
        try {
            EmbeddedBroker broker =
                    parts.add(EmbeddedBroker.start(options.data().resolve("kafka"), kafkaPort));
            return new Pipeline(parts, broker.bootstrapServers(), configuration, options);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Starts everything on a broker that runs already; throws, with nothing left running, when a part cannot be started. */
    static Pipeline on(String bootstrapServers, Configuration configuration, Options options) {
        Parts parts = new Parts();
        try {
            return new Pipeline(parts, bootstrapServers, configuration, options);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Which event times are believed, by the clock that tells what "now" is. */
    static TimeBounds bounds(ClockMode clock, InstantSource wall) {
        return clock == ClockMode.LIVE ? TimeBounds.live(wall) : TimeBounds.event(wall);
    }

    Parts parts() {
        return parts;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    int queryPort() {
        return streams.port();
    }

    int alertingPort() {
        return alerting.port();
    }

    StatusView view() {
        return streams.view();
    }

    IngestService ingest() {
        return ingest;
    }

    @Override
    public void close() {
        parts.close();
    }
}
