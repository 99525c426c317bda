package slipstream.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import slipstream.contract.topic.Topics;

/** One thread with one consumer that reads every observation once, with the settings of the stream job's consumer. */
final class Reading implements Contender {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings = new HashMap<>();
    private final Step step;
    private KafkaConsumer<byte[], byte[]> consumer;
    private long records;
    private long bytes;
    private long serverErrors;

    /** What is done with each record. */
    @FunctionalInterface
    interface Step {
        /** Returns how many requests of it failed on the server. */
        int look(byte[] value) throws Exception;
    }

    Reading(String bootstrapServers, Step step) {
        this.step = step;
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    }

    @Override
    public void prepare(JsonNode arguments) {
        records = 0;
        bytes = 0;
        serverErrors = 0;
    }

    @Override
    public void begin() throws Exception {
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.OBSERVATIONS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.OBSERVATIONS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long all = consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        while (records < all) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                records++;
                bytes += record.value().length;
                serverErrors += step.look(record.value());
            }
        }
    }

    @Override
    public JsonNode evidence() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("records", records)
                .put("bytes", bytes)
                .put("serverErrors", serverErrors);
    }

    @Override
    public void end() {
        consumer.close();
    }
}
