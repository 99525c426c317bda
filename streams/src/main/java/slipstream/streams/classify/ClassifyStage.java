package slipstream.streams.classify;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.MergeStage;
import slipstream.streams.slice.PartialRecord;
import slipstream.streams.store.Stores;

/** Observations come in; partials go out at each commit, and what cannot be counted goes to the dead letters at once. */
public final class ClassifyStage {
    static final String READ_OBSERVATIONS = "read-observations";
    static final String CLASSIFY = "classify";
    static final String WRITE_PARTIALS = "write-partials";
    static final String WRITE_DEAD_LETTERS = "write-dead-letters";

    /**
     * How this stage counts.
     *
     * @param mode what "now" means
     * @param ids which sources tell resends by an id
     */
    public record Settings(ClockMode mode, EventIds.Settings ids) {}

    private ClassifyStage() {}

    /** @param log the observations, to count for new definitions what was observed before they came */
    public static void addTo(
            StreamsBuilder builder,
            CurrentDefinitions definitions,
            ObservationLog log,
            Settings settings,
            MeterRegistry meters) {
        KStream<byte[], byte[]> classified = builder.stream(
                        Topics.OBSERVATIONS.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                .withName(READ_OBSERVATIONS))
                .process(new Supplier(definitions, log, settings, meters), Named.as(CLASSIFY));
        classified.to(
                Topics.SLI_PARTIALS.name(),
                Produced.with(Serdes.ByteArray(), Serdes.ByteArray(), new ToOwners())
                        .withName(WRITE_PARTIALS));
        classified.to(
                Topics.DEAD_LETTERS.name(),
                Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(WRITE_DEAD_LETTERS));
    }

    private record Supplier(CurrentDefinitions definitions, ObservationLog log, Settings settings, MeterRegistry meters)
            implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new ClassifyProcessor(definitions, log, settings, meters);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stores.inOrder(
                    Stores.highWaterBySource(),
                    Stores.groupsByDefinition(),
                    Stores.progressByDefinition(),
                    Stores.commitHook(Stores.CLASSIFY_HOOK));
        }
    }

    /** Partials go to the partition of their account; how far the clock has come concerns every partition. */
    private static final class ToOwners implements StreamPartitioner<byte[], byte[]> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
            return PartialRecord.isForAll(value)
                    ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
                    : Optional.of(Set.of(MergeStage.partitionOf(key, partitions)));
        }
    }
}
