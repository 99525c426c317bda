package slipstream.bench.scale;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import slipstream.bench.load.Truth;
import slipstream.bench.throughput.Watch;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.topic.Topics;

/** Follows the budgets of the groups of one SLO: each tenant must have the counts of its requests. */
final class TenantWatch extends Watch<BudgetStatus> {
    static final String FIELD = "tenant";

    private final Map<String, Truth.Counts> truth;
    private final Map<String, BudgetStatus.Window> seen = new HashMap<>();
    private long seenInAll;

    /** @param truth the counts of each tenant */
    TenantWatch(Map<String, Object> kafka, Map<String, Truth.Counts> truth) {
        super(kafka, Topics.BUDGETS.name(), Topics.BUDGETS.partitions(), Topics.BUDGETS.value());
        this.truth = truth;
    }

    /** Counts a request for its tenant. */
    static void count(Map<String, Truth.Counts> truth, RequestObservation request) {
        truth.computeIfAbsent(request.attributes().get(FIELD), tenant -> new Truth.Counts())
                .add(1, request.status() >= 500 ? 1 : 0);
    }

    @Override
    protected void see(String key, BudgetStatus status) {
        BudgetStatus.Window period = status.windows().get(status.windows().size() - 1);
        BudgetStatus.Window before = seen.put(status.group().get(FIELD), period);
        seenInAll += period.total() - (before == null ? 0 : before.total());
    }

    @Override
    protected Stream<String> problems() {
        long all = truth.values().stream().mapToLong(Truth.Counts::total).sum();
        return Stream.concat(
                seenInAll == all ? Stream.empty() : Stream.of(seenInAll + " counted in all instead of " + all),
                truth.entrySet().stream()
                        .filter(tenant -> !isRight(tenant.getValue(), seen.get(tenant.getKey())))
                        .map(tenant -> "counts of " + tenant.getKey() + " are wrong"));
    }

    private static boolean isRight(Truth.Counts truth, BudgetStatus.Window found) {
        return found != null && found.total() == truth.total() && found.bad() == truth.bad();
    }
}
