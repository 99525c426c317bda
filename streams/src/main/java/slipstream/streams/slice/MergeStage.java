package slipstream.streams.slice;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import slipstream.contract.slo.SloDefinition;
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
     * @param lateness how far out of order the event clock expects events to come
     */
    public record Settings(ClockMode mode, int observationPartitions, Duration lateness) {}

    private MergeStage() {}

    public static KStream<SeriesKey, Reading> addTo(
            StreamsBuilder builder, List<SloDefinition> definitions, Settings settings, MeterRegistry meters) {
        return builder.stream(
                        Topics.SLI_PARTIALS.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                .withName(READ_PARTIALS))
                .process(new Supplier(definitions, settings, meters), Named.as(MERGE_SLICES));
    }

    private record Supplier(List<SloDefinition> definitions, Settings settings, MeterRegistry meters)
            implements ProcessorSupplier<byte[], byte[], SeriesKey, Reading> {
        @Override
        public Processor<byte[], byte[], SeriesKey, Reading> get() {
            return new MergeProcessor(definitions, settings, meters);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.slicesBySeries(), Stores.clockByPartition(), Stores.commitHook(Stores.MERGE_HOOK));
        }
    }
}
