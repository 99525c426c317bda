package slipstream.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the topics, and creates them on a cluster. */
@Command(
        name = "topics",
        description = "Shows every topic; with --create makes those that are missing on a cluster.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {
    @Option(names = "--create", description = "Creates what is missing.")
    private boolean create;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT,…", description = "The Kafka cluster, for --create.")
    private Optional<String> bootstrap = Optional.empty();

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "A setting of the Kafka client, for example security.protocol=SASL_SSL. May be repeated.")
    private Map<String, String> kafka = new HashMap<>();

    @Option(
            names = "--replication-factor",
            defaultValue = "3",
            paramLabel = "N",
            description = "Copies of each topic (default: ${DEFAULT-VALUE}).")
    private short replicationFactor;

    @Override
    public Integer call() {
        if (!create) {
            System.out.println(TopicTable.text());
            return 0;
        }
        String cluster = bootstrap.orElseThrow(
                () -> new UsageException("--create needs --bootstrap, for example --bootstrap kafka-1:9092"));
        Map<String, Object> client = new HashMap<>(kafka);
        client.put("bootstrap.servers", cluster);
        try (TopicAdmin topics = new TopicAdmin(client)) {
            System.out.println(topics.ensure(replicationFactor));
        }
        return 0;
    }
}
