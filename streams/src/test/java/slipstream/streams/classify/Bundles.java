package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.test.TestRecord;
import slipstream.contract.topic.Topics;

/** Bundles as the stream task gets them, for tests of other packages. */
public final class Bundles {
    private Bundles() {}

    /** Records with offsets from one on, as one. */
    public static TestRecord<String, byte[]> of(long firstOffset, byte[]... values) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new ConsumerRecord<>(Topics.OBSERVATIONS.name(), 0, firstOffset + records.size(), null, value));
        }
        ConsumerRecord<byte[], byte[]> bundle =
                BundlingConsumer.bundled(records).get(0);
        return new TestRecord<>("test", bundle.value(), bundle.headers());
    }
}
