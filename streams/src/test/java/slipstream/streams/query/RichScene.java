package slipstream.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;

/** Everything that only some SLOs have, at once: groups, parts, maintenance, gaps, silence, an end in sight, a rule that fires. */
final class RichScene {
    static final SloDefinition JOBS =
            Variants.grouped("jobs-success", "functions", "0.99", "attributes.function", "attributes.zone");
    static final SloDefinition JOURNEY = Variants.composite("checkout-journey", "checkout");
    static final SloDefinition PATCHED = Sample.availability("catalogue-availability", "catalogue", "0.99");
    static final SloDefinition SILENT = Sample.availability("backup-success", "backup", "0.95");
    static final SloDefinition LEAKING = Sample.latency("search-latency", "search", "0.95");
    static final RuleDefinition RULE = SampleRules.rule("SearchMeanIsHigh", "search", SampleRules.SLOW);

    private static final Duration FIRED_BEFORE = Duration.ofMinutes(7);

    private RichScene() {}

    static List<SloDefinition> definitions() {
        return List.of(JOBS, JOURNEY, PATCHED, SILENT, LEAKING);
    }

    static List<RuleDefinition> rules() {
        return List.of(RULE);
    }

    /** @param groups how many groups the jobs have, at least 2 */
    static void tell(StatusView view, Instant now, int groups) {
        view.update(Variants.statusOfGroup(JOBS, now, 40, 0.013, "resize-image", "eu-west"));
        view.update(Variants.statusOfGroup(JOBS, now, 900, 0.0078, "send-mail", ""));
        for (int i = 2; i < groups; i++) {
            view.update(Variants.statusOfGroup(JOBS, now, 120, 0.0001 * i, "function-" + i, "us-east"));
        }
        view.update(SampleRules.labelled(
                SampleRules.labelled(
                        Sample.firing(JOBS, AlertPolicy.PAGE, now.minus(FIRED_BEFORE)), "function", "resize-image"),
                "zone",
                "eu-west"));
        view.update(journey(now));
        view.update(patched(now));
        view.update(silent(now));
        view.update(leaking(now));
        view.update(SampleRules.firing(RULE, now.minus(FIRED_BEFORE)));
    }

    /** Each part by its own events, all of them by one budget. */
    private static BudgetStatus journey(Instant now) {
        BudgetStatus plain = Sample.status(JOURNEY, now, 300, 0.0004);
        BudgetStatus slow = Sample.status(JOURNEY, now, 290, 0.021);
        List<BudgetStatus.Objective> parts = List.of(
                Variants.with(plain.objectives().get(0), plain.windows(), Optional.empty()),
                Variants.with(slow.objectives().get(1), slow.windows(), Optional.empty()));
        BudgetStatus.Objective together = new BudgetStatus.Objective(
                "", 0.999, Map.of("5m", 0.8, "1h", 0.9, "6h", 1.2, "3d", 0.7), Optional.of(0.31));
        return Variants.with(plain, plain.windows(), parts, Map.of(), Optional.of(together), Optional.of(now));
    }

    /** Two hours of maintenance within the longer windows, and hours without a probe. */
    private static BudgetStatus patched(Instant now) {
        BudgetStatus plain = Sample.status(PATCHED, now, 60, 0.0012);
        List<BudgetStatus.Window> windows = new ArrayList<>();
        for (BudgetStatus.Window window : plain.windows()) {
            boolean isLong = window.total() > 60 * 24 * 60 - 1;
            windows.add(Variants.with(
                    window,
                    isLong ? 7_200 : 0,
                    isLong ? 6_950 : 0,
                    isLong ? 0.9996 : 1,
                    window.p95Millis().map(p95 -> p95 * 0.41)));
        }
        return Variants.with(plain, windows, plain.objectives(), Map.of(), Optional.empty(), Optional.of(now));
    }

    private static BudgetStatus silent(Instant now) {
        BudgetStatus nothing = Sample.status(SILENT, now, 0, 0);
        return Variants.with(nothing, Map.of(), Optional.empty(), Optional.of(now.minus(Duration.ofHours(31))));
    }

    private static BudgetStatus leaking(Instant now) {
        BudgetStatus plain = Sample.status(LEAKING, now, 700, 0.09, 0.09, 0.09, 0.08, 0.07, 0.05, 0.04, 0.0366);
        Instant gone = now.plus(Duration.ofHours(76)).plusSeconds(20);
        List<BudgetStatus.Window> windows = plain.windows().stream()
                .map(window -> Variants.with(window, 0, 0, 1, window.p95Millis().map(p95 -> p95 * 0.37)))
                .toList();
        List<BudgetStatus.Objective> ends =
                List.of(Variants.with(plain.objectives().get(0), List.of(), Optional.of(gone)));
        return Variants.with(plain, windows, ends, Map.of(), Optional.empty(), Optional.of(now));
    }
}
