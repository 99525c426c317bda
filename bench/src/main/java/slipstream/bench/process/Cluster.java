package slipstream.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;
import slipstream.streams.define.DefinitionFiles;
import slipstream.streams.define.DefinitionsPublisher;

/** A broker with the product's topics, of which everything but the observations can be taken back to nothing. */
public final class Cluster implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    /** What the stream job writes; its changelogs are named after the job. */
    private static final List<Topic<?, ?>> WRITTEN =
            List.of(Topics.SLI_PARTIALS, Topics.BUDGETS, Topics.ALERTS, Topics.DEAD_LETTERS);

    private final BrokerProcess broker;
    private final Admin admin;

    private Cluster(BrokerProcess broker) {
        this.broker = broker;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /**
     * Starts a broker and creates the topics.
     *
     * @param name of the cluster, and of its folder within the scratch folder
     */
    public static Cluster start(Scratch scratch, String name) throws IOException {
        return start(scratch.folder(name), scratch.temporary());
    }

    /**
     * Starts a broker and creates the topics.
     *
     * @param folder for its data
     * @param temporary an existing folder for its temporary files
     */
    public static Cluster start(Path folder, Path temporary) throws IOException {
        Cluster cluster = new Cluster(BrokerProcess.start(folder, temporary));
        cluster.create(
                Topics.all().stream().map(topic -> topic.toCreate((short) 1)).toList());
        return cluster;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** How a client is told to reach it. */
    public Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** Publishes definitions as the streams role does, and returns their revision. */
    public long define(String documents) {
        return define(Map.of("bench.yaml", documents));
    }

    /** Publishes definitions as the streams role does, in place of those before, and returns their revision. */
    public long define(Map<String, String> files) {
        return new DefinitionsPublisher(kafka(), InstantSource.system()).publish(new DefinitionFiles("", files));
    }

    /**
     * Creates topics and waits until their partitions can be written. That they have a leader is not enough: a producer that finds one
     * partition not open yet and the next request served may never get its first batch through (KAFKA-15591).
     */
    public void create(Collection<NewTopic> topics) {
        get(admin.createTopics(topics).all());
        List<String> names = topics.stream().map(NewTopic::name).toList();
        while (!areLed(names)) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        // Only the broker that has a partition open answers, and the client asks until it does.
        topics.forEach(topic -> endOffsets(topic.name(), topic.numPartitions()));
    }

    private boolean areLed(List<String> names) {
        try {
            return get(admin.describeTopics(names).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    /** Takes everything back that a stream job which has run has written: its offsets, its own topics, and these. */
    public void reset(String application, Collection<NewTopic> written) {
        get(admin.deleteConsumerGroups(List.of(application)).all());
        List<String> names =
                new ArrayList<>(written.stream().map(NewTopic::name).toList());
        get(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(application + "-"))
                .forEach(names::add);
        get(admin.deleteTopics(names).all());
        create(written);
    }

    /** The topics that the product's stream job writes. */
    public static List<NewTopic> written() {
        return WRITTEN.stream().map(topic -> topic.toCreate((short) 1)).toList();
    }

    /** The next offset of each partition. */
    public Map<TopicPartition, Long> endOffsets(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return get(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    /** How many records of a topic a group has not committed. */
    public long lag(String group, String topic, int partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return endOffsets(topic, partitions).entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata at = committed.get(end.getKey());
                    return end.getValue() - (at == null ? 0 : at.offset());
                })
                .sum();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the cluster was asked", e);
        }
    }
}
