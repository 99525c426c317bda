package slipstream.streams.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import slipstream.contract.document.Durations;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.WindowSums;

/** Writes down how an SLO stands. */
final class StatusWriter {
    private StatusWriter() {}

    static BudgetStatus statusOf(Reading reading) {
        SloDefinition definition = reading.definition();
        Instant at = Instant.ofEpochMilli(reading.atMillis());
        WindowSums sums = reading.windows();
        List<BudgetStatus.Window> windows = new ArrayList<>();
        for (int i = 0; i < sums.count(); i++) {
            windows.add(window(sums, i, at));
        }
        List<BudgetStatus.Objective> objectives =
                definition.objectives().stream().map(o -> objective(sums, o)).toList();
        return new BudgetStatus(
                definition.id().name(),
                definition.version(),
                definition.service(),
                definition.displayName(),
                Durations.format(definition.period()),
                at,
                windows,
                objectives);
    }

    private static BudgetStatus.Window window(WindowSums sums, int i, Instant at) {
        long total = sums.total(i);
        long bad = sums.bad(i);
        OptionalDouble p95 = sums.p95Millis(i);
        return new BudgetStatus.Window(
                Durations.format(sums.length(i)),
                Instant.ofEpochMilli(sums.startMillis(i)),
                at,
                total,
                bad,
                sums.unjudged(i),
                total == 0 ? Optional.empty() : Optional.of((double) bad / total),
                p95.isPresent() ? Optional.of(p95.getAsDouble()) : Optional.empty());
    }

    private static BudgetStatus.Objective objective(WindowSums sums, Objective objective) {
        ErrorBudget budget = new ErrorBudget(objective);
        Map<String, Double> burnRates = new LinkedHashMap<>();
        for (int i = 0; i < sums.count(); i++) {
            Duration length = sums.length(i);
            budget.burnRate(sums.bad(i), sums.total(i))
                    .ifPresent(rate -> burnRates.put(Durations.format(length), rate));
        }
        int period = sums.count() - 1;
        return new BudgetStatus.Objective(
                objective.name(),
                objective.target(),
                burnRates,
                budget.remaining(sums.bad(period), sums.total(period)));
    }
}
