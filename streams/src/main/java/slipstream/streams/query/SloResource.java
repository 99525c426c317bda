package slipstream.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.BurnRatePolicy;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;

/** All that is known about one SLO: how it is defined, how it stands, and what is firing. */
final class SloResource implements Resource {
    static final String NAME = "name";

    private final Slos slos;
    private final StatusView view;
    private final InstantSource wall;

    SloResource(Slos slos, StatusView view, InstantSource wall) {
        this.slos = slos;
        this.view = view;
        this.wall = wall;
    }

    @Override
    public String path() {
        return "/api/v1/slos/{" + NAME + "}";
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Slos.Slo slo = slos.named(call.variable(NAME));
        SloDefinition definition = slo.definition();
        return Answer.json(
                200,
                new Detail(
                        wall.instant(),
                        view.lastUpdate(),
                        slo.name(),
                        definition.displayName(),
                        definition.description(),
                        definition.service(),
                        definition.labels(),
                        definition.annotations(),
                        definition.version(),
                        text(definition.indicator()),
                        Durations.format(definition.period()),
                        slo.status().map(BudgetStatus::at),
                        slo.state().word(),
                        slo.status().map(BudgetStatus::windows).orElse(List.of()),
                        definition.objectives().stream()
                                .map(objective -> promise(slo, objective))
                                .toList(),
                        definition.policies().stream().map(Policy::of).toList(),
                        slo.firing()));
    }

    /** The indicator as a person would say it. */
    private static String text(Indicator indicator) {
        String of = ", of those where " + indicator.total().expression();
        if (indicator instanceof Indicator.GoodRatio ratio) {
            return "good where " + ratio.good().expression() + of;
        }
        if (indicator instanceof Indicator.BadRatio ratio) {
            return "bad where " + ratio.bad().expression() + of;
        }
        Indicator.Threshold limit = (Indicator.Threshold) indicator;
        String sign = switch (limit.comparison()) {
            case LTE -> " <= ";
            case GTE -> " >= ";
            case LT -> " < ";
            case GT -> " > ";
        };
        return "good where " + limit.value().expression() + sign + limit.threshold() + of;
    }

    private static Promise promise(Slos.Slo slo, Objective objective) {
        Optional<BudgetStatus.Objective> known = slo.objective(objective.name());
        return new Promise(
                objective.name(),
                objective.target(),
                objective.targetPercent(),
                known.map(BudgetStatus.Objective::burnRates).orElse(Map.of()),
                known.flatMap(BudgetStatus.Objective::budgetRemaining),
                slo.severities(objective.name()));
    }

    private record Detail(
            Instant now,
            Optional<Instant> updated,
            String slo,
            String displayName,
            String description,
            String service,
            Map<String, String> labels,
            Map<String, String> annotations,
            String definition,
            String indicator,
            String period,
            Optional<Instant> at,
            String state,
            List<BudgetStatus.Window> windows,
            List<Promise> objectives,
            List<Policy> policies,
            List<AlertEvent> alerts) {}

    private record Promise(
            String objective,
            double target,
            String targetPercent,
            Map<String, Double> burnRates,
            Optional<Double> budgetRemaining,
            List<String> alerting) {}

    private record Policy(String severity, List<Pair> pairs) {
        static Policy of(BurnRatePolicy policy) {
            return new Policy(
                    policy.severity(), policy.pairs().stream().map(Pair::of).toList());
        }
    }

    private record Pair(String shortWindow, String longWindow, double factor) {
        static Pair of(BurnRatePair pair) {
            return new Pair(Durations.format(pair.shortWindow()), Durations.format(pair.longWindow()), pair.factor());
        }
    }
}
