package slipstream.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.IngestService;
import slipstream.streams.query.QueryServer;
import slipstream.streams.slice.ClockMode;

/** The ingest role on a cluster. */
@Command(
        name = "ingest",
        description = "Turns log files, probes and posted events into observations on a Kafka cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {IngestFileCommand.class, IngestStdinCommand.class},
        subcommandsRepeatable = false)
final class IngestCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "DIR", description = "The configuration folder.")
    private Path config;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--clock",
            paramLabel = "live|event",
            description = "Which event times are believed (default: live).")
    private Optional<String> clock = Optional.empty();

    @Override
    public Integer call() {
        if (config == null) {
            throw new UsageException("--config is required: the configuration folder");
        }
        Configuration configuration = Configuration.require(config);
        if (configuration.ingest().isEmpty()) {
            throw new StartupException("nothing would come in: " + config + " has neither ingest.yml nor probes.yml");
        }
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
        ClockMode mode =
                clock.map(UpCommand::clockOf).or(configuration.app()::clock).orElse(ClockMode.LIVE);
        PrometheusMeterRegistry meters = Metrics.create(parts);
        InstantSource wall = InstantSource.system();
        IngestService ingest = parts.add(new IngestService(
                configuration.ingest(),
                cluster.kafka(),
                cluster.data().resolve("ingest"),
                Pipeline.bounds(mode, wall),
                wall,
                meters));
        ListenAddress listen = cluster.listen(ListenAddress.loopback(8083));
        QueryServer server = parts.add(QueryServer.forRole(listen, parts::health, meters));
        StreamsRole.open(server);
        ingest.start();
        System.out.printf("ingest: health and metrics on http://%s:%d/%n", listen.host(), server.port());
        ingest.httpPort()
                .ifPresent(port -> System.out.println("ingest: events on http port " + port + " /api/v1/observations"));
    }
}
