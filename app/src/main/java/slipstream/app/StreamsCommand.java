package slipstream.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.ClockMode;

/** The streams role on a cluster. */
@Command(
        name = "streams",
        description = "Runs the stream job, the query API and the page against a Kafka cluster.",
        mixinStandardHelpOptions = true)
final class StreamsCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "DIR", description = "The configuration folder.")
    private Path config;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--clock", paramLabel = "live|event", description = "What \"now\" is (default: live).")
    private Optional<String> clock = Optional.empty();

    @Option(
            names = "--replication-factor",
            defaultValue = "3",
            paramLabel = "N",
            description = "Copies of each internal topic (default: ${DEFAULT-VALUE}).")
    private int replicationFactor;

    @Option(
            names = "--processing-guarantee",
            hidden = true,
            defaultValue = "exactly_once_v2",
            description = "at_least_once only to see that a crash test can fail.")
    private String processingGuarantee;

    private final KafkaClientSupplier clients;

    StreamsCommand() {
        this(new DefaultKafkaClientSupplier());
    }

    /** @param clients makes the Kafka clients; a test stops the job with it at a chosen step */
    StreamsCommand(KafkaClientSupplier clients) {
        this.clients = clients;
    }

    @Override
    public Integer call() {
        Configuration configuration = Configuration.require(config);
        Parts parts = new Parts();
        try {
            start(configuration, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
        new Running(parts).untilStopped();
        return 0;
    }

    private void start(Configuration configuration, Parts parts) {
        AppSettings app = configuration.app();
        ClockMode mode = clock.map(UpCommand::clockOf).or(app::clock).orElse(ClockMode.LIVE);
        ListenAddress listen = cluster.listen(app.query().orElse(ListenAddress.loopback(8080)));
        Map<String, Object> kafka = cluster.kafka();
        int observationPartitions;
        int partialsPartitions;
        try (TopicAdmin topics = new TopicAdmin(cluster.kafka())) {
            observationPartitions = topics.partitionsOf(Topics.OBSERVATIONS);
            partialsPartitions = topics.partitionsOf(Topics.SLI_PARTIALS);
        }
        StreamsRole.Settings settings = new StreamsRole.Settings(
                kafka,
                cluster.data(),
                mode,
                observationPartitions,
                partialsPartitions,
                replicationFactor,
                processingGuarantee,
                listen,
                app.externalUrl().orElse("http://" + listen.host() + ":" + listen.port()),
                app.tuning(),
                clients);
        PrometheusMeterRegistry meters = Metrics.create(parts);
        StreamsRole role = StreamsRole.start(configuration, settings, parts, meters, InstantSource.system());
        System.out.printf("streams: page and API on http://%s:%d/%n", listen.host(), role.port());
    }
}
