package slipstream.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.SloCondition;
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
                        definition.indicators().stream()
                                .map(SloResource::text)
                                .collect(Collectors.joining("; ")),
                        definition.method().word(),
                        definition.period().words(),
                        slo.status().map(BudgetStatus::at),
                        slo.state().word(),
                        slo.status().map(BudgetStatus::windows).orElse(List.of()),
                        definition.objectives().stream()
                                .map(objective -> promise(slo, objective))
                                .toList(),
                        slo.groups().stream().map(Group::of).toList(),
                        slo.status().flatMap(BudgetStatus::combined),
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
        if (indicator instanceof Indicator.Raw raw) {
            return (raw.isSuccess() ? "good" : "bad") + " by the share " + raw.value().expression() + of;
        }
        if (indicator instanceof Indicator.Selected) {
            return "all" + of;
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
            String indicator,
            String budgetingMethod,
            String period,
            Optional<Instant> at,
            String state,
            List<BudgetStatus.Window> windows,
            List<Promise> objectives,
            List<Group> groups,
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

    /** One group of a grouped SLO. */
    private record Group(
            Map<String, String> group,
            Instant at,
            List<BudgetStatus.Window> windows,
            List<BudgetStatus.Objective> objectives) {
        static Group of(BudgetStatus status) {
            return new Group(status.group(), status.at(), status.windows(), status.objectives());
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
                    : new Policy(policy.name(), policy.severity(), Optional.of(words(policy.condition())), List.of());
        }

        private static String words(SloCondition condition) {
            if (condition instanceof SloCondition.BurnRate rate) {
                return "burn rate over " + Durations.format(rate.lookback()) + " " + rate.op().word() + " "
                        + rate.threshold();
            }
            if (condition instanceof SloCondition.BudgetLeft left) {
                return "less than " + left.belowPpm() / 10_000d + " % of the budget is left";
            }
            if (condition instanceof SloCondition.Exhaustion exhaustion) {
                return "the budget will be gone within " + Durations.format(exhaustion.within());
            }
            return "no data for " + Durations.format(((SloCondition.NoData) condition).within());
        }
    }

    private record Pair(String shortWindow, String longWindow, double factor) {
        static Pair of(BurnRatePair pair) {
            return new Pair(Durations.format(pair.shortWindow()), Durations.format(pair.longWindow()), pair.factor());
        }
    }
}
