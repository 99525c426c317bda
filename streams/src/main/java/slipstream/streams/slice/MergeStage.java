package slipstream.streams.slice;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import slipstream.contract.topic.Topics;
import slipstream.streams.store.Stores;

/** Partials come in; readings of the windows go out, one for each edge of a slice that is passed and one for each change. */
public final class MergeStage {
    static final String READ_PARTIALS = "read-partials";
    static final String MERGE_SLICES = "merge-slices";

    /**
     * How this stage tells the time.
     *
     * @param mode what "now" means
     * @param observationPartitions how many partitions the event clock hears from
     * @param partialsPartitions how many partitions the accounts are spread over
     * @param lateness how far out of order the event clock expects events to come
     */
    public record Settings(ClockMode mode, int observationPartitions, int partialsPartitions, Duration lateness) {}

    private MergeStage() {}

    /** The partition of the partials that a series lives in: all series and versions of an account have the same one. */
    public static int partitionOf(byte[] seriesKey, int partitions) {
        return Utils.toPositive(Utils.murmur2(SeriesKey.ownerOf(seriesKey))) % partitions;
    }

    public static KStream<AccountKey, Reading> addTo(
            StreamsBuilder builder, Plans plans, Settings settings, MeterRegistry meters) {
        return builder.stream(
                        Topics.SLI_PARTIALS.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                .withName(READ_PARTIALS))
                .process(new Supplier(plans, settings, meters), Named.as(MERGE_SLICES));
    }

    private record Supplier(Plans plans, Settings settings, MeterRegistry meters)
            implements ProcessorSupplier<byte[], byte[], AccountKey, Reading> {
        @Override
        public Processor<byte[], byte[], AccountKey, Reading> get() {
            return new MergeProcessor(plans, settings, meters);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stores.inOrder(
                    Stores.slicesBySeries(),
                    Stores.clockByPartition(),
                    Stores.changesByService(),
                    Stores.commitHook(Stores.MERGE_HOOK));
        }
    }
}
