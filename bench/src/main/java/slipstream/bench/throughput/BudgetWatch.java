package slipstream.bench.throughput;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipstream.bench.load.Truth;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.topic.Topics;

/** Follows the budgets: each must have the counts of all its requests in the budget's period. */
public final class BudgetWatch extends Watch<BudgetStatus> {
    private final Truth truth;
    private final Map<String, BudgetStatus.Window> seen = new HashMap<>();

    public BudgetWatch(Map<String, Object> kafka, Truth truth) {
        super(kafka, Topics.BUDGETS.name(), Topics.BUDGETS.partitions(), Topics.BUDGETS.value());
        this.truth = truth;
    }

    @Override
    protected void see(String slo, BudgetStatus status) {
        List<BudgetStatus.Window> windows = status.windows();
        // The last window is the budget's period.
        seen.put(slo, windows.get(windows.size() - 1));
    }

    @Override
    protected Stream<String> problems() {
        return truth.bySlo().entrySet().stream()
                .filter(slo -> !isRight(slo.getValue(), seen.get(slo.getKey())))
                .map(slo -> "budget of " + slo.getKey() + ": " + words(seen.get(slo.getKey())) + " instead of "
                        + slo.getValue().bad() + " bad of " + slo.getValue().total());
    }

    private static boolean isRight(Truth.Counts truth, BudgetStatus.Window found) {
        return found == null
                ? truth.total() == 0
                : found.total() == truth.total() && found.bad() == truth.bad() && found.unjudged() == 0;
    }

    private static String words(BudgetStatus.Window found) {
        return found == null ? "none" : found.bad() + " bad of " + found.total();
    }
}
