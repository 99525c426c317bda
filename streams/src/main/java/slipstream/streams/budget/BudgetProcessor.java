package slipstream.streams.budget;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import slipstream.contract.event.BudgetStatus;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.slice.WindowSums;
import slipstream.streams.store.CommitHook;
import slipstream.streams.store.Stores;

/** Remembers the last reading of each series and writes its status when the task commits, if anything in it is new. */
final class BudgetProcessor implements Processor<SeriesKey, Reading, String, BudgetStatus> {
    /** A status without news is written again after so much event time, to show that the clock moves on. */
    private static final long REPEAT_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Map<SeriesKey, Reading> latest = new LinkedHashMap<>();
    private final Map<SeriesKey, Written> written = new HashMap<>();
    private ProcessorContext<String, BudgetStatus> context;

    /** What the last status of a series said. */
    private record Written(long atMillis, long sums) {}

    @Override
    public void init(ProcessorContext<String, BudgetStatus> processorContext) {
        context = processorContext;
        latest.clear();
        written.clear();
        CommitHook.onCommit(context, Stores.BUDGET_HOOK, this::drain);
    }

    @Override
    public void process(Record<SeriesKey, Reading> record) {
        latest.put(record.key(), record.value());
    }

    private void drain() {
        latest.forEach((key, reading) -> {
            Written now = new Written(reading.atMillis(), hashOf(reading.windows()));
            Written before = written.get(key);
            if (before == null || before.sums() != now.sums() || now.atMillis() - before.atMillis() >= REPEAT_MILLIS) {
                written.put(key, now);
                context.forward(new Record<>(key.slo(), StatusWriter.statusOf(reading), context.currentSystemTimeMs()));
            }
        });
        latest.clear();
    }

    private static long hashOf(WindowSums sums) {
        long hash = 17;
        for (int i = 0; i < sums.count(); i++) {
            hash = ((hash * 31 + sums.total(i)) * 31 + sums.bad(i)) * 31 + sums.unjudged(i);
        }
        return hash;
    }
}
