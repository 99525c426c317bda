package slipstream.streams.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloCondition;
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
                        slo.status().map(BudgetStatus::definition),
                        definition.indicators().stream().map(Words::of).collect(Collectors.joining("; ")),
                        definition.method().word(),
                        definition.period().words(),
                        definition.groupBy().labelNames(),
                        slo.status().map(BudgetStatus::at),
                        slo.status().flatMap(BudgetStatus::lastSeen),
                        slo.state().word(),
                        slo.status().map(BudgetStatus::windows).orElse(List.of()),
                        definition.objectives().stream()
                                .map(objective -> promise(slo, objective))
                                .toList(),
                        slo.groups().stream().map(group -> Group.of(slo, group)).toList(),
                        slo.status().flatMap(BudgetStatus::combined),
                        definition.policies().stream().map(Policy::of).toList(),
                        slo.firing()));
    }

    private static Promise promise(Slos.Slo slo, Objective objective) {
        Optional<BudgetStatus.Objective> known = slo.objective(objective.name());
        return new Promise(
                objective.name(),
                objective.target(),
                objective.targetPercent(),
                known.map(BudgetStatus.Objective::burnRates).orElse(Map.of()),
                known.flatMap(BudgetStatus.Objective::budgetRemaining),
                known.flatMap(BudgetStatus.Objective::exhaustedAt),
                known.map(BudgetStatus.Objective::windows).orElse(List.of()),
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
            Optional<String> counted,
            String indicator,
            String budgetingMethod,
            String period,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> groupBy,
            Optional<Instant> at,
            Optional<Instant> lastSeen,
            String state,
            List<BudgetStatus.Window> windows,
            List<Promise> objectives,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Group> groups,
            Optional<BudgetStatus.Objective> composite,
            List<Policy> policies,
            List<AlertEvent> alerts) {}

    private record Promise(
            String objective,
            double target,
            String targetPercent,
            Map<String, Double> burnRates,
            Optional<Double> budgetRemaining,
            Optional<Instant> exhaustedAt,
            List<BudgetStatus.Window> windows,
            List<String> alerting) {}

    /** One group of a grouped SLO; the list of them begins with the one that has the least budget left. */
    private record Group(
            Map<String, String> group,
            Instant at,
            Optional<Instant> lastSeen,
            String state,
            List<BudgetStatus.Window> windows,
            List<BudgetStatus.Objective> objectives,
            Optional<BudgetStatus.Objective> composite) {
        static Group of(Slos.Slo slo, BudgetStatus status) {
            return new Group(
                    status.group(),
                    status.at(),
                    status.lastSeen(),
                    SloState.of(Optional.of(status), slo.firing(status.group())).word(),
                    status.windows(),
                    status.objectives(),
                    status.combined());
        }
    }

    /** @param condition in words, for what is not a list of window pairs */
    private record Policy(String name, String severity, Optional<String> condition, List<Pair> pairs) {
        static Policy of(AlertPolicy policy) {
            return policy.condition() instanceof SloCondition.BurnRateWindows windows
                    ? new Policy(
                            policy.name(),
                            policy.severity(),
                            Optional.empty(),
                            windows.pairs().stream().map(Pair::of).toList())
                    : new Policy(
                            policy.name(), policy.severity(), Optional.of(Words.of(policy.condition())), List.of());
        }
    }

    private record Pair(String shortWindow, String longWindow, double factor) {
        static Pair of(BurnRatePair pair) {
            return new Pair(Durations.format(pair.shortWindow()), Durations.format(pair.longWindow()), pair.factor());
        }
    }
}
