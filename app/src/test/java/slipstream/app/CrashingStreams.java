package slipstream.app;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import picocli.CommandLine;
import slipstream.contract.topic.Topics;

/**
 * The streams role in a process of its own that stands still at the worst moment, so that the test can kill it there: results
 * have been written, the offsets they stem from have not been committed. Everything else is the production code.
 */
final class CrashingStreams {
    /** Printed when the process stands still. */
    static final String AT_THE_WORST_MOMENT = "results are written, offsets are not";

    private CrashingStreams() {}

    /** First argument: how many commits of merged partials go through before that, or -1 to never stand still. Then the options of the role. */
    public static void main(String[] args) {
        AtomicInteger commitsLeft = new AtomicInteger(Integer.parseInt(args[0]));
        String[] options = java.util.Arrays.copyOfRange(args, 1, args.length);
        System.exit(new CommandLine(new StreamsCommand(new Stopping(commitsLeft))).execute(options));
    }

    private static void standStillIfDue(AtomicInteger commitsLeft, Map<TopicPartition, OffsetAndMetadata> offsets) {
        boolean ofMergedPartials =
                offsets.keySet().stream().anyMatch(at -> at.topic().equals(Topics.SLI_PARTIALS.name()));
        if (ofMergedPartials && commitsLeft.getAndDecrement() == 0) {
            System.out.println(AT_THE_WORST_MOMENT);
            while (true) {
                LockSupport.park();
            }
        }
    }

    private static final class Stopping extends DefaultKafkaClientSupplier {
        private final AtomicInteger commitsLeft;

        Stopping(AtomicInteger commitsLeft) {
            this.commitsLeft = commitsLeft;
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void sendOffsetsToTransaction(
                        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                    flush();
                    standStillIfDue(commitsLeft, offsets);
                    super.sendOffsetsToTransaction(offsets, group);
                }
            };
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
                @Override
                public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                    standStillIfDue(commitsLeft, offsets);
                    super.commitSync(offsets);
                }
            };
        }
    }
}
