package slipstream.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;

/**
 * The order to the cluster to have every topic of {@link Topics}. Missing ones are created; existing ones are compared and
 * left as they are. May be run any number of times, and by several processes at once.
 */
final class TopicAdmin implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

    private final Admin admin;
    private final String bootstrapServers;
    private final Collection<Topic<?, ?>> declared;

    TopicAdmin(String bootstrapServers) {
        this(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** @param kafka how to reach the cluster: {@code bootstrap.servers} and whatever security needs */
    TopicAdmin(Map<String, Object> kafka) {
        this(kafka, ANSWER_WITHIN, Topics.all());
    }

    TopicAdmin(Map<String, Object> kafka, Duration answerWithin, Collection<Topic<?, ?>> declared) {
        this.bootstrapServers = String.valueOf(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        this.declared = List.copyOf(declared);
        this.admin = connect(kafka, answerWithin);
    }

    /**
     * Creates what is missing, waits until the cluster knows it, and compares the rest.
     *
     * @param replicationFactor how many brokers keep a copy: 1 on the embedded broker, 3 in a cluster
     * @throws StartupException when the cluster cannot be reached or refuses
     */
    TopicReport ensure(short replicationFactor) {
        Set<String> present = answer("list the topics", admin.listTopics().names());
        List<String> created = new ArrayList<>();
        List<Topic<?, ?>> existing = new ArrayList<>();
        for (Topic<?, ?> topic : declared) {
            if (!present.contains(topic.name()) && create(topic, replicationFactor)) {
                created.add(topic.name());
            } else {
                existing.add(topic);
            }
        }
        waitUntilVisible(created);
        List<String> names = existing.stream().<String>map(Topic::name).toList();
        return new TopicReport(created, names, differences(existing));
    }

    /**
     * How many partitions a topic really has.
     *
     * @throws StartupException when the cluster cannot be reached or has no such topic
     */
    int partitionsOf(Topic<?, ?> topic) {
        try {
            return answer(
                            "look at the topic " + topic.name(),
                            admin.describeTopics(List.of(topic.name())).allTopicNames())
                    .get(topic.name())
                    .partitions()
                    .size();
        } catch (UnknownTopicOrPartitionException e) {
            throw new StartupException(
                    bootstrapServers + " has no topic " + topic.name() + ": run slipstream topics --create first", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private Admin connect(Map<String, Object> kafka, Duration answerWithin) {
        int answerMillis = Math.toIntExact(answerWithin.toMillis());
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "slipstream-topics");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, answerMillis);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, answerMillis);
        // A command that waits for a cluster says so once, not ten times a second.
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 1_000);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            throw new StartupException(
                    "a client for the Kafka cluster at '" + bootstrapServers + "' cannot be made: "
                            + StartupException.deepestMessage(e),
                    e);
        }
    }

    /** Whether this call created the topic; false when another process was quicker. */
    private boolean create(Topic<?, ?> topic, short replicationFactor) {
        try {
            answer(
                    "create the topic " + topic.name(),
                    admin.createTopics(List.of(topic.toCreate(replicationFactor)))
                            .all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /** A topic just created may be unknown to a broker for a moment, and a stream job stops when its input is unknown. */
    private void waitUntilVisible(List<String> names) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!areVisible(names)) {
            if (System.nanoTime() - deadline > 0) {
                throw new StartupException("the cluster at " + bootstrapServers + " created " + names
                        + " but no broker leads them after " + VISIBLE_WITHIN.toSeconds()
                        + " s; look at the brokers' health, then start again");
            }
            LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
        }
    }

    private boolean areVisible(List<String> names) {
        try {
            return answer("describe the topics", admin.describeTopics(names).allTopicNames()).values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    private List<TopicReport.Difference> differences(List<Topic<?, ?>> existing) {
        List<String> names = existing.stream().<String>map(Topic::name).toList();
        Map<String, TopicDescription> described =
                answer("describe the topics", admin.describeTopics(names).allTopicNames());
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configs = answer(
                "read the settings of the topics",
                admin.describeConfigs(resources).all());
        List<TopicReport.Difference> differences = new ArrayList<>();
        for (Topic<?, ?> topic : existing) {
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
            int partitions = described.get(topic.name()).partitions().size();
            differences.addAll(compare(topic, partitions, config));
        }
        return differences;
    }

    private static List<TopicReport.Difference> compare(Topic<?, ?> topic, int partitions, Config config) {
        Map<String, String> declared = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        declared.put("partitions", Integer.toString(topic.partitions()));
        found.put("partitions", Integer.toString(partitions));
        topic.settings().forEach((setting, value) -> {
            declared.put(setting, value);
            found.put(
                    setting,
                    Optional.ofNullable(config.get(setting))
                            .map(ConfigEntry::value)
                            .orElse("(unknown to the broker)"));
        });
        return declared.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
                .map(entry -> new TopicReport.Difference(
                        topic.name(), entry.getKey(), entry.getValue(), found.get(entry.getKey())))
                .toList();
    }

    private <T> T answer(String request, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw explained(request, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while asking the cluster to " + request, e);
        }
    }

    private RuntimeException explained(String request, Throwable cause) {
        if (cause instanceof TopicExistsException exists) {
            return exists;
        }
        if (cause instanceof UnknownTopicOrPartitionException unknown) {
            return unknown;
        }
        String start = "the cluster at " + bootstrapServers + " could not " + request + ": ";
        if (cause instanceof TimeoutException) {
            return new StartupException(
                    "no Kafka broker answered at " + bootstrapServers + "; check the address and that it is running",
                    cause);
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return new StartupException(
                    start + cause.getMessage() + " Choose a replication factor of at most the number of brokers.",
                    cause);
        }
        if (cause instanceof AuthorizationException) {
            return new StartupException(
                    start + cause.getMessage() + " Give this user the right, or have the topics created beforehand.",
                    cause);
        }
        return new StartupException(start + cause.getMessage(), cause);
    }
}
