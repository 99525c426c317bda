package slipstream.streams.store;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Runs a processor's drain inside the task's commit transaction: what the drain forwards and stores is committed together
 * with the offsets of the records it stems from, or not at all.
 *
 * <p>It poses as a store with a cache, because {@code prepareCommit} flushes exactly those, after the last record and before
 * the producer. This is the path that Streams' own caching takes. The public {@code flush} and {@code commit} of a store run
 * after the transaction, and a punctuator is not aligned with it at all; both lose events (decision record 0003). The types
 * used here are internal to Kafka Streams: the version is pinned, and a test fails when the hook is not called any more.
 */
public final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private boolean open;
    private Runnable drain = () -> {};

    private CommitHook(String name) {
        this.name = name;
    }

    /** Runs {@code drain} at each commit from now on; to be called from a processor's {@code init}. */
    public static void onCommit(ProcessorContext<?, ?> context, String name, Runnable drain) {
        CommitHook hook = context.getStateStore(name);
        InternalProcessorContext<?, ?> internal = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> node = internal.currentNode();
        hook.drain = () -> {
            ProcessorNode<?, ?, ?, ?> nodeBefore = internal.currentNode();
            ProcessorRecordContext recordBefore = internal.recordContext();
            internal.setCurrentNode(node);
            internal.setRecordContext(
                    new ProcessorRecordContext(context.currentSystemTimeMs(), -1, -1, null, new RecordHeaders()));
            try {
                drain.run();
            } finally {
                internal.setRecordContext(recordBefore);
                internal.setCurrentNode(nodeBefore);
            }
        };
    }

    @Override
    public void flushCache() {
        drain.run();
    }

    @Override
    public void clearCache() {
        // There is no cache; what is on the heap is cleared by the processor's init.
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {
            throw new IllegalStateException("there is nothing to restore in " + name);
        });
        open = true;
    }

    @Override
    public void close() {
        open = false;
        drain = () -> {};
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds the hook like any other store, without a changelog: at each commit it is empty. */
    static StoreBuilder<CommitHook> builder(String name) {
        return new StoreBuilder<>() {
            @Override
            public StoreBuilder<CommitHook> withCachingEnabled() {
                return this;
            }

            @Override
            public StoreBuilder<CommitHook> withCachingDisabled() {
                return this;
            }

            @Override
            public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
                return this;
            }

            @Override
            public StoreBuilder<CommitHook> withLoggingDisabled() {
                return this;
            }

            @Override
            public CommitHook build() {
                return new CommitHook(name);
            }

            @Override
            public Map<String, String> logConfig() {
                return Map.of();
            }

            @Override
            public boolean loggingEnabled() {
                return false;
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}
