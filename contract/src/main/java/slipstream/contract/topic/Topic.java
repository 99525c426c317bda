package slipstream.contract.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic: what it holds and how long it is kept.
 *
 * @param purpose one sentence for the table of topics
 * @param maxRecordBytes how large a record may be; empty for what the broker allows, a megabyte by default
 * @param retention how long a record is kept; empty for a compacted topic, which keeps the last record of each key
 */
public record Topic<K, V>(
        String name,
        String purpose,
        Serde<K> key,
        Serde<V> value,
        int partitions,
        Optional<Integer> maxRecordBytes,
        Optional<Duration> retention) {
    /** The broker refuses a record stamped further ahead than this; a record's own timestamp is the time of ingestion. */
    private static final Duration TIMESTAMP_AHEAD = Duration.ofMinutes(5);

    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(maxRecordBytes, "maxRecordBytes");
        Objects.requireNonNull(retention, "retention");
    }

    /** A topic of records that are not large. */
    public Topic(
            String name, String purpose, Serde<K> key, Serde<V> value, int partitions, Optional<Duration> retention) {
        this(name, purpose, key, value, partitions, Optional.empty(), retention);
    }

    public boolean isCompacted() {
        return retention.isEmpty();
    }

    /** The settings a broker is given when the topic is created. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                isCompacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
        retention.ifPresent(kept -> settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis())));
        maxRecordBytes.ifPresent(bytes -> settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes)));
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(TIMESTAMP_AHEAD.toMillis()));
        return settings;
    }

    /** The order to create this topic. */
    public NewTopic toCreate(short replicationFactor) {
        Map<String, String> settings = settings();
        if (replicationFactor >= 3) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return new NewTopic(name, partitions, replicationFactor).configs(settings);
    }
}
