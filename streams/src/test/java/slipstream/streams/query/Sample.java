package slipstream.streams.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Location;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.GroupBy;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.Selector;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.slo.SloId;

/** Definitions, statuses and alerts to try the API and the page with. */
final class Sample {
    static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

    private static final BudgetPeriod PERIOD = new BudgetPeriod.Rolling(Duration.ofDays(30));
    static final Location WHERE = Location.startOf("slos.yaml");

    private Sample() {}

    /** Good below status 500. */
    static SloDefinition availability(String name, String service, String... targets) {
        Indicator indicator =
                new Indicator.GoodRatio(selector("service == '" + service + "'"), selector("status < 500"));
        return definition(name, service, indicator, targets);
    }

    /** Good below 300 ms. */
    static SloDefinition latency(String name, String service, String target) {
        Indicator indicator = new Indicator.Threshold(
                selector("service == '" + service + "'"), selector("latencyMillis"), Comparison.LT, 300);
        return definition(name, service, indicator, target);
    }

    private static SloDefinition definition(String name, String service, Indicator indicator, String... targets) {
        List<Objective> objectives = new ArrayList<>();
        for (String target : targets) {
            objectives.add(Objective.ofTarget(targets.length == 1 ? "" : "at " + target, new BigDecimal(target)));
        }
        return new SloDefinition(
                new SloId(name),
                Integer.toHexString(indicator.canonicalText().hashCode()),
                name,
                "What customers of " + service + " may expect",
                service,
                Map.of("team", "shop"),
                Map.of("runbook_url", "https://example.org/runbooks/" + service),
                List.of(indicator),
                BudgetingMethod.OCCURRENCES,
                PERIOD,
                objectives,
                AlertPolicy.standard(PERIOD),
                GroupBy.NONE,
                List.of(),
                WHERE);
    }

    static Selector selector(String expression) {
        return new Selector(expression, WHERE, "spec");
    }

    /** A status with the same error ratio in every window but the ones that are too short for it. */
    static BudgetStatus status(SloDefinition definition, Instant at, long perMinute, double... badShares) {
        String[] names = {"5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"};
        List<BudgetStatus.Window> windows = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            double share = badShares[Math.min(i, badShares.length - 1)];
            windows.add(window(names[i], at, perMinute, share));
        }
        List<BudgetStatus.Objective> objectives = new ArrayList<>();
        for (Objective objective : definition.objectives()) {
            objectives.add(objective(objective, windows));
        }
        return new BudgetStatus(
                definition.id().name(),
                definition.version(),
                definition.service(),
                definition.displayName(),
                definition.period().words(),
                at,
                windows,
                objectives);
    }

    private static BudgetStatus.Window window(String name, Instant at, long perMinute, double badShare) {
        Duration length = Durations.parse(name);
        long total = perMinute * length.toMinutes();
        long bad = Math.round(total * badShare);
        Optional<Double> ratio = total == 0 ? Optional.empty() : Optional.of((double) bad / total);
        boolean hasLatency = total > 0 && length.compareTo(Duration.ofHours(6)) <= 0;
        Optional<Double> p95 = hasLatency ? Optional.of(180 + 4_000 * badShare) : Optional.empty();
        return new BudgetStatus.Window(name, at.minus(length), at, total, bad, total / 5_000, ratio, p95);
    }

    private static BudgetStatus.Objective objective(Objective objective, List<BudgetStatus.Window> windows) {
        double budget = 1 - objective.target();
        Map<String, Double> burnRates = new TreeMap<>();
        windows.forEach(
                window -> window.errorRatio().ifPresent(ratio -> burnRates.put(window.window(), ratio / budget)));
        Optional<Double> left = Optional.ofNullable(burnRates.get("30d")).map(burn -> 1 - burn);
        return new BudgetStatus.Objective(objective.name(), objective.target(), burnRates, left);
    }

    /** An alert of the first objective that is firing since a time. */
    static AlertEvent firing(SloDefinition definition, String severity, Instant since) {
        return firing(definition, definition.objectives().get(0), severity, since);
    }

    /** An alert of an objective that is firing since a time. */
    static AlertEvent firing(SloDefinition definition, Objective objective, String severity, Instant since) {
        return alert(definition, objective, severity, since, Optional.empty(), 15.3, 0.612);
    }

    /** An alert of the first objective that is firing since a time, with the figures of a status. */
    static AlertEvent firing(SloDefinition definition, String severity, Instant since, BudgetStatus status) {
        BudgetStatus.Objective objective = status.objectives().get(0);
        String window = severity.equals(AlertPolicy.PAGE) ? "1h" : "3d";
        return alert(
                definition,
                definition.objectives().get(0),
                severity,
                since,
                Optional.empty(),
                objective.burnRates().get(window),
                objective.budgetRemaining().orElseThrow());
    }

    /** An alert of the first objective that is over. */
    static AlertEvent resolved(SloDefinition definition, String severity, Instant since, Instant until) {
        return alert(definition, definition.objectives().get(0), severity, since, Optional.of(until), 0.2, 0.871);
    }

    private static AlertEvent alert(
            SloDefinition definition,
            Objective objective,
            String severity,
            Instant since,
            Optional<Instant> until,
            double longBurnRate,
            double budgetRemaining) {
        AlertState state = until.isPresent() ? AlertState.RESOLVED : AlertState.FIRING;
        TreeMap<String, String> labels = new TreeMap<>(Map.of(
                "alertname",
                "SlipstreamErrorBudgetBurn",
                "service",
                definition.service(),
                "severity",
                severity,
                "slo",
                definition.id().name()));
        if (!objective.name().isEmpty()) {
            labels.put("objective", objective.name());
        }
        TreeMap<String, String> annotations = new TreeMap<>(Map.of(
                "summary", definition.displayName() + " spends its error budget too fast",
                "runbook_url", "https://example.org/runbooks/" + definition.service()));
        boolean page = severity.equals(AlertPolicy.PAGE);
        AlertEvent.WindowPair pair = new AlertEvent.WindowPair(
                page ? "5m" : "6h",
                page ? "1h" : "3d",
                page ? 14.4 : 1,
                Optional.of(longBurnRate * 1.2),
                Optional.of(longBurnRate),
                1_530,
                100_000,
                state == AlertState.FIRING);
        return new AlertEvent(
                state,
                Fingerprint.of(labels),
                labels,
                annotations,
                since,
                until,
                "http://127.0.0.1/",
                definition.id().name(),
                definition.service(),
                severity,
                until.orElse(since),
                List.of(pair),
                Optional.of(budgetRemaining));
    }
}
