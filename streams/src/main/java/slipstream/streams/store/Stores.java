package slipstream.streams.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Every store of the stream job: what it holds, by what key, and for how long. */
public final class Stores {
    /** The highest sequence counted of each source: what tells a resend from news. Grows with the number of sources. */
    public static final String HIGH_WATER_BY_SOURCE = "high-water-by-source";

    /** The groups that were admitted, of each definition that is grouped: as many as it may have. */
    public static final String GROUPS_BY_DEFINITION = "groups-by-definition";

    /** Which definitions have joined the counting, how far each back-fill has come, and the marks it goes by. */
    public static final String PROGRESS_BY_DEFINITION = "progress-by-definition";

    /** The slices of each series, in each tier, as long as a window covers them. */
    public static final String SLICES_BY_SERIES = "slices-by-series";

    /** How far event time has come, by partition of the observations; under -1 where the task's own clock stands. */
    public static final String CLOCK_BY_PARTITION = "clock-by-partition";

    /** The last changes of each service, in every partition of the partials: a few of each, of so many services at most. */
    public static final String CHANGES_BY_SERVICE = "changes-by-service";

    /** How each rule stands that is pending or active, by rule and group; a rule that is neither has no entry. */
    public static final String ALERT_STATE_BY_RULE = "alert-state-by-rule";

    /** Hooks into the transaction, one for each processor that drains at commit. */
    public static final String CLASSIFY_HOOK = "classify-at-commit";

    public static final String MERGE_HOOK = "merge-at-commit";
    public static final String BUDGET_HOOK = "budget-at-commit";
    public static final String ALERT_HOOK = "alert-at-commit";

    private Stores() {}

    /** The stores of a processor, in the order in which the topology shows them. */
    public static Set<StoreBuilder<?>> inOrder(StoreBuilder<?>... builders) {
        return new LinkedHashSet<>(List.of(builders));
    }

    public static StoreBuilder<KeyValueStore<String, Long>> highWaterBySource() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(HIGH_WATER_BY_SOURCE),
                        Serdes.String(),
                        Serdes.Long())
                .withCachingDisabled();
    }

    public static StoreBuilder<KeyValueStore<byte[], byte[]>> groupsByDefinition() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(GROUPS_BY_DEFINITION),
                        Serdes.ByteArray(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    public static StoreBuilder<KeyValueStore<String, Long>> progressByDefinition() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(PROGRESS_BY_DEFINITION),
                        Serdes.String(),
                        Serdes.Long())
                .withCachingDisabled();
    }

    public static StoreBuilder<KeyValueStore<byte[], byte[]>> slicesBySeries() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(SLICES_BY_SERIES),
                        Serdes.ByteArray(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    public static StoreBuilder<KeyValueStore<Integer, byte[]>> clockByPartition() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(CLOCK_BY_PARTITION),
                        Serdes.Integer(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    public static StoreBuilder<KeyValueStore<String, byte[]>> changesByService() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(CHANGES_BY_SERVICE),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** @param value how the state of a rule is written */
    public static <V> StoreBuilder<KeyValueStore<String, V>> alertStateByRule(Serde<V> value) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(ALERT_STATE_BY_RULE),
                        Serdes.String(),
                        value)
                .withCachingDisabled();
    }

    public static StoreBuilder<CommitHook> commitHook(String name) {
        return CommitHook.builder(name);
    }
}
