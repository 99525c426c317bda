package slipstream.streams.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.Objective;

/**
 * All SLOs, or those of one service, in brief; a part of them where there are too many to be looked at together. Beside them stands
 * how many there are in each state, so that a part suffices to know how all is.
 */
final class SloListResource implements Resource {
    private static final String SHORTEST_BURN_WINDOW = "5m";
    private static final String MATCH = "match";
    private static final String ORDER = "order";
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";
    private static final String BY_NAME = "name";
    private static final String WORST_FIRST = "worst";

    private final Slos slos;
    private final StatusView view;
    private final InstantSource wall;

    SloListResource(Slos slos, StatusView view, InstantSource wall) {
        this.slos = slos;
        this.view = view;
        this.wall = wall;
    }

    @Override
    public String path() {
        return "/api/v1/slos";
    }

    @Override
    public List<String> parameters() {
        return List.of(Call.SERVICE, MATCH, ORDER, LIMIT, OFFSET);
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Optional<String> service = call.service();
        boolean isWorstFirst = isWorstFirst(call);
        long offset = call.wholeNumber(OFFSET, 0).orElse(0);
        long limit = call.wholeNumber(LIMIT, 1).orElse(Integer.MAX_VALUE);
        List<Slos.Slo> all = service.isEmpty() ? slos.all() : slos.ofService(service.get());
        List<Slos.Slo> matching = matching(call.parameter(MATCH).orElse(""), all);
        List<Brief> briefs = (isWorstFirst ? worstFirst(matching) : matching)
                .stream().skip(offset).limit(limit).map(SloListResource::brief).toList();
        return Answer.json(200, new Listing(wall.instant(), view.lastUpdate(), matching.size(), states(all), briefs));
    }

    private static boolean isWorstFirst(Call call) throws Refusal {
        String order = call.parameter(ORDER).orElse(BY_NAME);
        if (!order.equals(BY_NAME) && !order.equals(WORST_FIRST)) {
            throw Refusal.badValue(ORDER, order, BY_NAME + " or " + WORST_FIRST);
        }
        return order.equals(WORST_FIRST);
    }

    /** In the order of the states, and those of one state in the order of the names, in which they come. */
    private static List<Slos.Slo> worstFirst(List<Slos.Slo> slos) {
        List<Slos.Slo> sorted = new ArrayList<>(slos.size());
        for (SloState state : SloState.values()) {
            for (Slos.Slo slo : slos) {
                if (slo.state() == state) {
                    sorted.add(slo);
                }
            }
        }
        return sorted;
    }

    private static List<Slos.Slo> matching(String part, List<Slos.Slo> all) {
        String wanted = part.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? all
                : all.stream().filter(slo -> slo.searched().contains(wanted)).toList();
    }

    private static Map<String, Integer> states(List<Slos.Slo> all) {
        Map<SloState, Integer> counts = new EnumMap<>(SloState.class);
        all.forEach(slo -> counts.merge(slo.state(), 1, Integer::sum));
        Map<String, Integer> states = new LinkedHashMap<>();
        counts.forEach((state, count) -> states.put(state.word(), count));
        return states;
    }

    private static Brief brief(Slos.Slo slo) {
        List<BudgetStatus.Window> windows =
                slo.status().map(BudgetStatus::windows).orElse(List.of());
        Optional<BudgetStatus.Window> latency = windows.stream()
                .filter(window -> window.p95Millis().isPresent())
                .findFirst();
        return new Brief(
                slo.name(),
                slo.definition().displayName(),
                slo.definition().service(),
                slo.definition().period().words(),
                slo.status().map(BudgetStatus::at),
                slo.status().flatMap(BudgetStatus::lastSeen),
                slo.state().word(),
                slo.groups().size(),
                slo.status().map(BudgetStatus::group).orElse(Map.of()),
                slo.status().flatMap(BudgetStatus::combined).map(Promise::of),
                slo.definition().objectives().stream()
                        .map(objective -> promise(slo, objective))
                        .toList(),
                windows.stream()
                        .filter(window -> window.window().equals(SHORTEST_BURN_WINDOW))
                        .findFirst()
                        .flatMap(BudgetStatus.Window::errorRatio),
                latency.flatMap(BudgetStatus.Window::p95Millis),
                latency.flatMap(BudgetStatus.Window::meanMillis),
                latency.map(BudgetStatus.Window::window));
    }

    private static Promise promise(Slos.Slo slo, Objective objective) {
        Optional<BudgetStatus.Objective> known = slo.objective(objective.name());
        return new Promise(
                objective.name(),
                objective.target(),
                known.flatMap(BudgetStatus.Objective::budgetRemaining),
                known.flatMap(BudgetStatus.Objective::exhaustedAt),
                known.map(BudgetStatus.Objective::burnRates).orElse(Map.of()));
    }

    /**
     * @param now the wall clock of the server
     * @param updated the wall time of the last news, absent before the first
     * @param total how many match, of which {@code slos} may be a part
     * @param states how many there are in each state, whether they match or not
     */
    private record Listing(
            Instant now, Optional<Instant> updated, int total, Map<String, Integer> states, List<Brief> slos) {}

    /**
     * @param lastSeen the end of the latest ten seconds in which an event was judged
     * @param groups how many groups it has, 0 when it is not grouped
     * @param group the group whose figures these are: the one with the least budget left
     * @param composite the budget of all objectives together
     * @param p95Window the shortest window of which a P95 is known
     */
    private record Brief(
            String slo,
            String displayName,
            String service,
            String period,
            Optional<Instant> at,
            Optional<Instant> lastSeen,
            String state,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int groups,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> group,
            Optional<Promise> composite,
            List<Promise> objectives,
            Optional<Double> errorRatio5m,
            Optional<Double> p95Millis,
            Optional<Double> meanMillis,
            Optional<String> p95Window) {}

    /** @param exhaustedAt when the budget will be gone at the rate of the last hour, in event time */
    private record Promise(
            String objective,
            double target,
            Optional<Double> budgetRemaining,
            Optional<Instant> exhaustedAt,
            Map<String, Double> burnRates) {
        static Promise of(BudgetStatus.Objective known) {
            return new Promise(
                    known.objective(), known.target(), known.budgetRemaining(), known.exhaustedAt(), known.burnRates());
        }
    }
}
