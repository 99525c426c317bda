package slipstream.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipstream.alerting.api.ApiServer;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.streams.slice.ClockMode;

/** Everything in one process on an embedded broker, for a small team. */
@Command(
        name = "up",
        description = "Runs everything in one process, on an embedded Kafka broker, with your configuration.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final int DEFAULT_KAFKA_PORT = 9092;
    private static final int DEFAULT_PORT = 8080;

    @Option(names = "--config", required = true, paramLabel = "DIR", description = "The configuration folder.")
    private Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Where data is kept (default: data).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--clock",
            paramLabel = "live|event",
            description = "What \"now\" is: the wall clock, or the events themselves for old logs (default: live).")
    private Optional<String> clock = Optional.empty();

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Page and API (default: 127.0.0.1:8080).")
    private Optional<String> listen = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", description = "The token for an address that is not loopback.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "The broker's port on loopback (default: 9092).")
    private Optional<Integer> kafkaPort = Optional.empty();

    @Override
    public Integer call() {
        Configuration configuration = Configuration.require(config);
        AppSettings settings = configuration.app();
        ClockMode mode = clock.map(UpCommand::clockOf).or(settings::clock).orElse(ClockMode.LIVE);
        Optional<AccessToken> token = tokenFile.map(AppSettings::token);
        ListenAddress address = listen.map(text -> ClusterOptions.listenAddress(text, token))
                .or(settings::query)
                .orElse(ListenAddress.loopback(DEFAULT_PORT));
        Path folder = data.or(settings::data).orElse(Path.of("data"));
        int port = kafkaPort.or(settings::kafkaPort).orElse(DEFAULT_KAFKA_PORT);

        ListenAddress alerting = settings.alerting().orElse(ListenAddress.loopback(ApiServer.DEFAULT_PORT));
        PrintStream out = System.out;
        Pipeline pipeline = Pipeline.onEmbeddedBroker(
                configuration,
                new Pipeline.Options(folder, mode, address, alerting, out, InstantSource.system()),
                port);
        out.printf(
                Locale.ROOT,
                "Slipstream is up: %d SLOs, clock %s%n  page   http://%s:%d/%n  alerts http://%s:%d/%n  kafka  %s%n  data   %s%n",
                configuration.definitions().slos().size(),
                mode.word(),
                address.host(),
                pipeline.queryPort(),
                alerting.host(),
                pipeline.alertingPort(),
                pipeline.bootstrapServers(),
                folder.toAbsolutePath().normalize());
        pipeline.ingest()
                .httpPort()
                .ifPresent(http -> out.println("  events http://127.0.0.1:" + http + "/api/v1/observations"));
        out.println("Ctrl-C stops it; data is kept.");
        new Running(pipeline.parts()).untilStopped();
        return 0;
    }

    static ClockMode clockOf(String word) {
        return ClockMode.ofWord(word)
                .orElseThrow(() -> new UsageException("--clock is live or event, not '" + word + "'"));
    }
}
