package slipstream.streams.budget;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.topic.Topics;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.Reading;
import slipstream.streams.store.Stores;

/** Readings come in; at each commit the status of every SLO that has changed goes out. */
public final class BudgetStage {
    static final String KEEP_BUDGETS = "keep-budgets";
    static final String WRITE_BUDGETS = "write-budgets";

    private BudgetStage() {}

    public static void addTo(KStream<AccountKey, Reading> readings, Supplier<Catalogue> catalogue) {
        readings.process(new Processors(catalogue), Named.as(KEEP_BUDGETS))
                .to(
                        Topics.BUDGETS.name(),
                        Produced.with(Topics.BUDGETS.key(), Topics.BUDGETS.value())
                                .withName(WRITE_BUDGETS));
    }

    private record Processors(Supplier<Catalogue> catalogue)
            implements ProcessorSupplier<AccountKey, Reading, String, BudgetStatus> {
        @Override
        public Processor<AccountKey, Reading, String, BudgetStatus> get() {
            return new BudgetProcessor(catalogue);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stores.inOrder(Stores.commitHook(Stores.BUDGET_HOOK));
        }
    }
}
