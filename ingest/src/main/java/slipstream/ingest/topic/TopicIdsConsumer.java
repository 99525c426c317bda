package slipstream.ingest.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The names of partitions as sources. The id of the topic is part of it: a topic that was deleted and made again, or one of the same name in another
 * cluster, begins at offset 0 once more, and what it holds must not look like resends. Not thread-safe.
 */
final class TopicIdsConsumer implements AutoCloseable {
    private static final long ANSWER_SECONDS = 5;

    private final Admin admin;
    private final Map<String, Uuid> ids = new HashMap<>();

    TopicIdsConsumer(Map<String, Object> client) {
        this.admin = Admin.create(client);
    }

    void forget(String topic) {
        ids.remove(topic);
    }

    /** {@code kafka:<topic>-<partition>#<id>}; empty when the cluster does not tell the id now. */
    String source(TopicPartition partition) {
        String topic = partition.topic();
        try {
            if (!ids.containsKey(topic)) {
                ids.put(
                        topic,
                        admin.describeTopics(Set.of(topic))
                                .allTopicNames()
                                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                                .get(topic)
                                .topicId());
            }
            return "kafka:" + topic + "-" + partition.partition() + "#" + ids.get(topic);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(ANSWER_SECONDS));
    }
}
