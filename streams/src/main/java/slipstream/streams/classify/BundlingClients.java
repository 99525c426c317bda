package slipstream.streams.classify;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaClientSupplier;
import slipstream.contract.topic.Topics;

/** The Kafka clients of the stream job, of which the consumer hands out observations in bundles. */
public final class BundlingClients implements KafkaClientSupplier {
    private final KafkaClientSupplier clients;

    /** @param clients makes the clients themselves */
    public BundlingClients(KafkaClientSupplier clients) {
        this.clients = clients;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return clients.getAdmin(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return clients.getProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return bundling(clients.getConsumer(config));
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return clients.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return clients.getGlobalConsumer(config);
    }

    /** The same consumer, but for what {@code poll} answers. */
    @SuppressWarnings("unchecked") // What is proxied is the interface that is cast to.
    static Consumer<byte[], byte[]> bundling(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                BundlingClients.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, args) -> {
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
            records.put(partition, partition.topic().equals(Topics.OBSERVATIONS.name()) ? Bundle.bundled(its) : its);
        }
        return new ConsumerRecords<>(records, polled.nextOffsets());
    }
}
