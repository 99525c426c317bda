package slipstream.app;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.evaluate.Evaluation;

/** Gathers the results of an evaluation and prints what a person wants to know of them. */
final class EvaluationSummary implements Evaluation.Listener {
    private final TreeMap<String, BudgetStatus> last = new TreeMap<>();
    private final TreeMap<String, Double> lowest = new TreeMap<>();
    private final List<AlertEvent> alerts = new ArrayList<>();

    @Override
    public void status(Instant at, SloDefinition slo, BudgetStatus status) {
        last.put(status.key(), status);
        for (BudgetStatus.Objective objective : status.objectives()) {
            objective
                    .budgetRemaining()
                    .ifPresent(left -> lowest.merge(status.key() + "|" + objective.objective(), left, Math::min));
        }
    }

    @Override
    public void transition(Instant at, String name, List<String> group, String severity, boolean isActive) {
        // What a person is told of is what counts for a person.
    }

    @Override
    public void told(AlertEvent event) {
        alerts.add(event);
    }

    void print(PrintStream out, EventFile file, Evaluation.Counters counters) {
        counters(file, counters).forEach(out::println);
        last.values().forEach(status -> print(out, status));
        out.println();
        if (alerts.isEmpty()) {
            out.println("Nobody would have been told of anything.");
            return;
        }
        out.println("Alerts");
        for (AlertEvent alert : alerts) {
            out.println("  " + line(alert));
        }
    }

    /** What became of the file's lines: nothing is lost silently. */
    static List<String> counters(EventFile file, Evaluation.Counters counters) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d lines: %,d counted, %,d that no SLO or rule speaks of, %,d duplicates, %,d too late, %,d unreadable",
                file.lines(),
                counters.counted(),
                counters.unmatched(),
                counters.duplicates(),
                counters.late(),
                file.unread()));
        file.refused().forEach(why -> lines.add("  " + why));
        long more = file.unread() - file.refused().size();
        if (more > 0) {
            lines.add(String.format(Locale.ROOT, "  and %,d more", more));
        }
        return lines;
    }

    private void print(PrintStream out, BudgetStatus status) {
        out.println();
        out.println(status.key() + ", " + status.period() + " up to " + status.at());
        for (BudgetStatus.Objective objective : status.objectives()) {
            List<BudgetStatus.Window> windows = objective.windows().isEmpty() ? status.windows() : objective.windows();
            BudgetStatus.Window period = windows.get(windows.size() - 1);
            out.printf(
                    Locale.ROOT,
                    "  %s %s %%: %s, budget left %s, lowest %s%s%n",
                    objective.objective().isEmpty() ? "target" : objective.objective(),
                    BigDecimal.valueOf(objective.target())
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString(),
                    good(period),
                    percent(objective.budgetRemaining()),
                    percent(Optional.ofNullable(lowest.get(status.key() + "|" + objective.objective()))),
                    outlook(objective));
        }
        status.combined()
                .ifPresentOrElse(
                        all -> out.println("  all objectives together: budget left " + percent(all.budgetRemaining())),
                        () -> aside(out, status));
    }

    private static String good(BudgetStatus.Window period) {
        return period.errorRatio()
                .map(bad -> String.format(
                        Locale.ROOT, "%.4f %% good, %,d bad of %,d", (1 - bad) * 100, period.bad(), period.total()))
                .orElse("no events");
    }

    private static String outlook(BudgetStatus.Objective objective) {
        if (objective.budgetRemaining().filter(left -> left <= 0).isPresent()) {
            return ", spent";
        }
        return objective
                .exhaustedAt()
                .map(at -> ", empty at " + at.truncatedTo(ChronoUnit.MINUTES))
                .orElse("");
    }

    /** What is known of the events of the one indicator of an SLO. */
    private static void aside(PrintStream out, BudgetStatus status) {
        BudgetStatus.Window period = status.windows().get(status.windows().size() - 1);
        if (period.p95Millis().isPresent()) {
            out.printf(
                    Locale.ROOT,
                    "  latency: P95 %.1f ms, mean %.1f ms%n",
                    period.p95Millis().get(),
                    period.meanMillis().orElse(Double.NaN));
        }
        if (period.excluded() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  not counted (maintenance, corrections): %,d bad of %,d; raw %,d bad of %,d%n",
                    period.excludedBad(),
                    period.excluded(),
                    period.bad() + period.excludedBad(),
                    period.total() + period.excluded());
        }
    }

    private static String percent(Optional<Double> share) {
        return share.map(s -> String.format(Locale.ROOT, "%.2f %%", s * 100)).orElse("unknown");
    }

    /** When somebody is told comes first; that can be later than the beginning, for a ticket waits while a page lasts. */
    private static String line(AlertEvent alert) {
        String start = String.format(
                Locale.ROOT,
                "%s  %-6s  %-8s  ",
                alert.evaluatedAt(),
                alert.severity(),
                alert.status().word());
        if (alert.status() == AlertState.FIRING) {
            boolean late = alert.startsAt().isBefore(alert.evaluatedAt());
            return start
                    + alert.annotations().getOrDefault("summary", nameOf(alert))
                    + (late ? "; since " + alert.startsAt() : "");
        }
        Duration lasted = Duration.between(alert.startsAt(), alert.endsAt().orElse(alert.startsAt()));
        return start + nameOf(alert) + (lasted.isZero() ? ", at once" : ", after " + Durations.format(lasted));
    }

    private static String nameOf(AlertEvent alert) {
        return alert.slo().isEmpty() ? alert.labels().getOrDefault("alertname", alert.fingerprint()) : alert.slo();
    }
}
