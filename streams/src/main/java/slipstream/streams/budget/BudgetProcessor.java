package slipstream.streams.budget;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.WindowSums;
import slipstream.streams.store.CommitHook;
import slipstream.streams.store.Stores;

/** Remembers the last reading of each series and writes its status when the task commits, if anything in it is new. */
final class BudgetProcessor implements Processor<AccountKey, Reading, String, BudgetStatus> {
    /** A status without news is written again after so much event time, to show that the clock moves on. */
    private static final long REPEAT_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Map<AccountKey, Reading> latest = new LinkedHashMap<>();
    private final Map<AccountKey, Written> written = new HashMap<>();
    private final Map<AccountKey, SloDefinition> slos = new HashMap<>();
    private ProcessorContext<String, BudgetStatus> context;

    /** What the last status of a series said. */
    private record Written(long atMillis, long sums) {}

    private final Supplier<Catalogue> catalogue;
    private Catalogue known;

    BudgetProcessor(Supplier<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void init(ProcessorContext<String, BudgetStatus> processorContext) {
        context = processorContext;
        latest.clear();
        written.clear();
        CommitHook.onCommit(context, Stores.BUDGET_HOOK, this::drain);
    }

    @Override
    public void process(Record<AccountKey, Reading> record) {
        takeUpNews();
        SloDefinition slo = slos.get(record.key().definition());
        if (slo == null) {
            return;
        }
        if (record.value().isLast()) {
            forget(record.key(), slo, record.value());
        } else {
            latest.put(record.key(), record.value());
        }
    }

    /** What was known stays until its accounts are closed: a version that is being replaced still speaks. */
    private void takeUpNews() {
        Catalogue now = catalogue.get();
        if (!now.equals(known)) {
            known = now;
            now.slos().forEach(slo -> slos.put(AccountPlan.keyOf(slo), slo));
            // Another target says something new of the same counts.
            written.clear();
        }
    }

    private void forget(AccountKey key, SloDefinition slo, Reading reading) {
        latest.remove(key);
        written.remove(key);
        if (reading.kind() == Reading.Kind.GONE) {
            String statusKey = BudgetStatus.key(slo.id().name(), StatusWriter.groupOf(slo, reading.account()));
            context.forward(new Record<>(statusKey, null, context.currentSystemTimeMs()));
        }
    }

    private void drain() {
        latest.forEach((key, reading) -> {
            Written now = new Written(reading.atMillis(), hashOf(reading.account()));
            Written before = written.get(key);
            if (before == null || before.sums() != now.sums() || now.atMillis() - before.atMillis() >= REPEAT_MILLIS) {
                written.put(key, now);
                BudgetStatus status = StatusWriter.statusOf(slos.get(key.definition()), reading);
                context.forward(new Record<>(status.key(), status, context.currentSystemTimeMs()));
            }
        });
        latest.clear();
    }

    private static long hashOf(Account account) {
        long hash = 17;
        for (int indicator = 0; indicator < account.plan().units().size(); indicator++) {
            WindowSums sums = account.series(indicator);
            for (int i = 0; i < sums.count(); i++) {
                Counts counts = sums.counts(i);
                hash = ((hash * 31 + counts.total()) * 31 + counts.bad()) * 31 + counts.unjudged() + counts.excluded();
            }
        }
        return hash;
    }
}
