package slipstream.streams.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.WindowSums;

/** Writes down how an SLO stands. */
public final class StatusWriter {
    private StatusWriter() {}

    public static BudgetStatus statusOf(SloDefinition slo, Reading reading) {
        Account account = reading.account();
        Instant at = Instant.ofEpochMilli(reading.atMillis());
        List<BudgetStatus.Objective> objectives = new ArrayList<>();
        for (int i = 0; i < slo.objectives().size(); i++) {
            objectives.add(objective(slo, i, account, at));
        }
        long lastSeen = account.lastSeenMillis();
        return new BudgetStatus(
                slo.id().name(),
                slo.version(),
                slo.service(),
                slo.displayName(),
                slo.period().words(),
                at,
                windows(account.series(0), at),
                objectives,
                groupOf(slo, account),
                slo.isComposite() ? Optional.of(combined(slo, account)) : Optional.empty(),
                lastSeen == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastSeen)));
    }

    /** The labels of an account's group. */
    public static Map<String, String> groupOf(SloDefinition slo, Account account) {
        Map<String, String> group = new LinkedHashMap<>();
        List<String> names = slo.groupBy().labelNames();
        for (int i = 0; i < account.key().group().size(); i++) {
            group.put(names.get(i), account.key().group().get(i));
        }
        return group;
    }

    private static List<BudgetStatus.Window> windows(WindowSums sums, Instant at) {
        List<BudgetStatus.Window> windows = new ArrayList<>();
        for (int i = 0; i < sums.count(); i++) {
            windows.add(window(sums, i, at));
        }
        return windows;
    }

    private static BudgetStatus.Window window(WindowSums sums, int i, Instant at) {
        Counts counts = sums.counts(i);
        long unit = sums.unit();
        return new BudgetStatus.Window(
                sums.name(i),
                Instant.ofEpochMilli(sums.startMillis(i)),
                at,
                counts.total() / unit,
                rounded(counts.bad(), unit),
                counts.unjudged(),
                counts.total() == 0 ? Optional.empty() : Optional.of((double) counts.bad() / counts.total()),
                boxed(sums.p95Millis(i)),
                counts.excluded() / unit,
                rounded(counts.excludedBad(), unit),
                Optional.of(sums.coverage(i)),
                boxed(sums.meanMillis(i)));
    }

    /** What is bad in part is shown to the nearest whole; the ratio beside it is exact. */
    private static long rounded(long count, long unit) {
        return unit == 1 ? count : Math.round((double) count / unit);
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private static BudgetStatus.Objective objective(SloDefinition slo, int index, Account account, Instant at) {
        BudgetLine line = BudgetLine.of(slo, index, account);
        boolean isOwn = slo.method() != BudgetingMethod.OCCURRENCES || slo.isComposite();
        OptionalLong left = Countdown.millisLeft(slo, index, account, Countdown.LOOKBACK);
        return new BudgetStatus.Objective(
                line.name(),
                slo.objectives().get(index).target(),
                burnRates(line),
                line.remaining(),
                isOwn ? windows(account.sums(index), at) : List.of(),
                left.isPresent() ? Optional.of(at.plusMillis(left.getAsLong())) : Optional.empty());
    }

    private static BudgetStatus.Objective combined(SloDefinition slo, Account account) {
        BudgetLine line = BudgetLine.combined(slo, account);
        double strictest = slo.objectives().stream()
                .mapToDouble(slipstream.contract.slo.Objective::target)
                .max()
                .orElseThrow();
        return new BudgetStatus.Objective("", strictest, burnRates(line), line.remaining());
    }

    private static Map<String, Double> burnRates(BudgetLine line) {
        Map<String, Double> burnRates = new LinkedHashMap<>();
        for (int i = 0; i < line.windows(); i++) {
            String name = line.windowName(i);
            line.burnRate(i).ifPresent(rate -> burnRates.put(name, rate));
        }
        return burnRates;
    }
}
