package slipstream.streams.define;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import slipstream.contract.topic.JsonSerde;
import slipstream.contract.topic.Topics;

/** Reads the topic of definitions from its beginning, and puts files and manifest together. Not thread-safe. */
final class DefinitionsTopicConsumer implements AutoCloseable {
    private static final TopicPartition AT = new TopicPartition(Topics.DEFINITIONS.name(), 0);
    private static final JsonSerde<Manifest> MANIFEST = JsonSerde.of(Manifest.class);

    private final KafkaConsumer<String, String> consumer;
    private final Map<String, String> files = new HashMap<>();
    private Optional<Manifest> latest = Optional.empty();

    DefinitionsTopicConsumer(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.assign(List.of(AT));
        consumer.seekToBeginning(List.of(AT));
    }

    /** A revision whose files are all at hand. */
    record Complete(Manifest manifest, DefinitionFiles files) {}

    /** Reads to the present end of the topic. */
    void catchUp() {
        long end = consumer.endOffsets(List.of(AT)).get(AT);
        while (consumer.position(AT) < end) {
            poll(Duration.ofMillis(200));
        }
    }

    /** Reads on; whether there was anything. */
    boolean poll(Duration atMost) {
        boolean any = false;
        for (ConsumerRecord<String, String> item : consumer.poll(atMost)) {
            any = true;
            if (item.key() == null) {
                throw new SerializationException("a record of " + AT.topic() + " without a key, at " + item.offset());
            }
            if (item.key().equals(Manifest.KEY)) {
                latest = Optional.of(MANIFEST.read(item.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            } else if (item.value() == null) {
                files.remove(item.key());
            } else {
                files.put(item.key(), item.value());
            }
        }
        return any;
    }

    /** The present revision; empty while there is none, or while a later one is being written over its files. */
    Optional<Complete> revision() {
        return latest.flatMap(manifest -> {
            Map<String, String> its = new HashMap<>(files);
            its.keySet().retainAll(manifest.files().keySet());
            DefinitionFiles complete = new DefinitionFiles("", its);
            return complete.hashes().equals(manifest.files())
                    ? Optional.of(new Complete(manifest, complete))
                    : Optional.empty();
        });
    }

    /** The paths that have a text on the topic. */
    Iterable<String> paths() {
        return List.copyOf(files.keySet());
    }

    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
