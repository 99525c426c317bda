package slipstream.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;

/** The options of a role that runs against a Kafka cluster of its own. */
final class ClusterOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT,…",
            description = "The Kafka cluster, for example kafka-1:9092,kafka-2:9092.")
    private String bootstrap;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "A setting of every Kafka client, for example security.protocol=SASL_SSL. May be repeated.")
    private Map<String, String> kafka = new HashMap<>();

    @Option(
            names = "--data",
            defaultValue = "data",
            paramLabel = "DIR",
            description = "Where state and positions are kept (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where this process answers over HTTP. An address that is not loopback needs --token-file.")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the token that requests must carry (Authorization: Bearer …).")
    private Optional<Path> tokenFile = Optional.empty();

    Map<String, Object> kafka() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("bootstrap.servers", bootstrap());
        return settings;
    }

    String bootstrap() {
        if (bootstrap == null) {
            throw new UsageException("--bootstrap is required, for example --bootstrap kafka-1:9092");
        }
        return bootstrap;
    }

    Path data() {
        return data;
    }

    ListenAddress listen(ListenAddress otherwise) {
        Optional<AccessToken> token = tokenFile.map(AppSettings::token);
        return listen.map(address -> listenAddress(address, token)).orElse(otherwise);
    }

    /** What {@code --listen} says; an address that would let anybody in is refused. */
    static ListenAddress listenAddress(String text, Optional<AccessToken> token) {
        try {
            return ListenAddress.parse(text, token);
        } catch (IllegalArgumentException e) {
            throw new StartupException("--listen: " + e.getMessage(), e);
        }
    }
}
