package slipstream.streams.classify;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import slipstream.contract.topic.Topics;

/**
 * Makes a consumer hand out observations in bundles. A bundle has the offset of its first record: as long as it waits to be processed
 * that is where a commit has to begin again, and once it is processed a commit goes by what the consumer has handed out.
 */
public final class BundlingConsumer {
    private BundlingConsumer() {}

    /** The same consumer, but for what {@code poll} answers. */
    @SuppressWarnings("unchecked") // What is proxied is the interface that is cast to.
    public static Consumer<byte[], byte[]> of(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                BundlingConsumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, args) -> {
                    Object answer;
                    try {
                        answer = method.invoke(consumer, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    return method.getName().equals("poll") ? bundled((ConsumerRecords<byte[], byte[]>) answer) : answer;
                });
    }

    private static ConsumerRecords<byte[], byte[]> bundled(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> its = polled.records(partition);
            records.put(partition, partition.topic().equals(Topics.OBSERVATIONS.name()) ? bundled(its) : its);
        }
        return new ConsumerRecords<>(records, polled.nextOffsets());
    }

    /** The same records in fewer, in their order, without headers and keys. */
    static List<ConsumerRecord<byte[], byte[]>> bundled(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> bundles = new ArrayList<>();
        Bundle bundle = new Bundle();
        ConsumerRecord<byte[], byte[]> first = null;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            boolean isAlone = record.value() == null;
            if (!bundle.isEmpty() && (isAlone || bundle.isFull())) {
                bundles.add(recordOf(first, bundle));
                bundle = new Bundle();
            }
            if (isAlone) {
                bundles.add(recordOf(record, null, new RecordHeaders()));
            } else {
                first = bundle.isEmpty() ? record : first;
                bundle.add(record.offset(), record.value());
            }
        }
        if (!bundle.isEmpty()) {
            bundles.add(recordOf(first, bundle));
        }
        return bundles;
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(ConsumerRecord<byte[], byte[]> first, Bundle bundle) {
        return recordOf(first, bundle.value(), new RecordHeaders().add(Bundle.PARTS, bundle.parts()));
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(
            ConsumerRecord<byte[], byte[]> first, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                null,
                value,
                headers,
                first.leaderEpoch());
    }
}
