package slipstream.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.ChangeMark;
import slipstream.streams.slice.MergeStage;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.slice.SeriesPlan;
import slipstream.streams.slice.ServiceChange;
import slipstream.streams.slice.StoredSlices;
import slipstream.streams.slice.Tier;
import slipstream.streams.store.Stores;

/** Reads slices from the state store of this instance, as they were at the last commit. */
public final class StoreSliceReader implements SliceReader {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final KafkaStreams streams;
    private final SloCatalogue catalogue;
    private final int partitions;

    /** @param partitions how many partitions the partials topic has */
    public StoreSliceReader(KafkaStreams streams, SloCatalogue catalogue, int partitions) {
        this.streams = streams;
        this.catalogue = catalogue;
        this.partitions = partitions;
    }

    @Override
    public List<SliceRow> read(String slo, List<String> group, Duration step, Instant from, Instant to)
            throws SlicesUnavailableException {
        SloDefinition definition = catalogue.definitions().stream()
                .filter(candidate -> candidate.id().name().equals(slo))
                .findFirst()
                .orElseThrow(() -> unavailable("the SLO " + slo + " is not defined here"));
        SeriesKey series = new SeriesKey(AccountPlan.keyOf(definition).ofGroup(group), 0);
        Tier tier = tierOf(step);
        requireLocal(series);
        try {
            return newest(SeriesPlan.of(definition).slicesKept(tier), rows(series, tier)).stream()
                    .filter(row -> !row.start().isBefore(from) && row.start().isBefore(to))
                    .toList();
        } catch (InvalidStateStoreException e) {
            throw unavailable("the state is being restored or moved, try again in a moment");
        }
    }

    /** Each partition of this instance knows all changes, so what is in several of them is told once. */
    @Override
    public Set<ServiceChange> changes(Optional<String> service) throws SlicesUnavailableException {
        Set<ServiceChange> found = new HashSet<>();
        try {
            ReadOnlyKeyValueStore<String, byte[]> store = streams.store(StoreQueryParameters.fromNameAndType(
                    Stores.CHANGES_BY_SERVICE, QueryableStoreTypes.keyValueStore()));
            if (service.isPresent()) {
                byte[] known = store.get(service.get());
                return known == null
                        ? Set.of()
                        : Set.copyOf(ChangeMark.ofBytes(known).changes());
            }
            try (KeyValueIterator<String, byte[]> all = store.all()) {
                all.forEachRemaining(
                        entry -> found.addAll(ChangeMark.ofBytes(entry.value).changes()));
            }
        } catch (InvalidStateStoreException e) {
            throw unavailable("the state is being restored or moved, try again in a moment");
        }
        return found;
    }

    /** Every slice of the tier in the store, oldest first. */
    private List<SliceRow> rows(SeriesKey series, Tier tier) {
        ReadOnlyKeyValueStore<byte[], byte[]> store = streams.store(
                StoreQueryParameters.fromNameAndType(Stores.SLICES_BY_SERIES, QueryableStoreTypes.keyValueStore()));
        List<SliceRow> rows = new ArrayList<>();
        byte[] prefix = StoredSlices.countsPrefix(series, tier);
        try (KeyValueIterator<byte[], byte[]> found = store.prefixScan(prefix, new ByteArraySerializer())) {
            while (found.hasNext()) {
                KeyValue<byte[], byte[]> entry = found.next();
                rows.add(StoredSlices.rowOf(tier, entry.value, SliceRow::new));
            }
        }
        rows.sort(Comparator.comparing(SliceRow::start));
        return rows;
    }

    /** What has left the longest window of the tier may have been overwritten in part, so none of it is shown. */
    private static List<SliceRow> newest(Duration kept, List<SliceRow> rows) {
        if (rows.isEmpty()) {
            return rows;
        }
        Instant oldest = rows.get(rows.size() - 1).start().minus(kept);
        return rows.stream().filter(row -> !row.start().isBefore(oldest)).toList();
    }

    private void requireLocal(SeriesKey series) throws SlicesUnavailableException {
        int partition = MergeStage.partitionOf(series.toBytes(), partitions);
        boolean local = streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .anyMatch(at -> at.topic().equals(Topics.SLI_PARTIALS.name()) && at.partition() == partition);
        if (!local) {
            throw unavailable(
                    "another instance holds the slices of " + series.account().name() + ", or they are being moved");
        }
    }

    private static SlicesUnavailableException unavailable(String why) {
        return new SlicesUnavailableException(why, RETRY_AFTER);
    }

    private static Tier tierOf(Duration step) {
        for (Tier tier : Tier.values()) {
            if (tier.stepMillis() == step.toMillis()) {
                return tier;
            }
        }
        throw new IllegalArgumentException("no slices of " + step + " are kept");
    }
}
