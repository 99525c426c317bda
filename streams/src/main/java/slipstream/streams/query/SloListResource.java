package slipstream.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.Objective;

/** All SLOs, or those of one service, in brief. */
final class SloListResource implements Resource {
    private static final String SERVICE = "service";
    private static final String SHORTEST_BURN_WINDOW = "5m";

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
        return List.of(SERVICE);
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Optional<String> service = call.parameter(SERVICE);
        if (service.isPresent() && service.get().isEmpty()) {
            throw Refusal.badValue(SERVICE, "", "the name of a service");
        }
        List<Brief> briefs = slos.all().stream()
                .filter(slo -> service.isEmpty() || slo.definition().service().equals(service.get()))
                .map(SloListResource::brief)
                .toList();
        return Answer.json(200, new Listing(wall.instant(), view.lastUpdate(), briefs));
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
                slo.state().word(),
                slo.definition().objectives().stream()
                        .map(objective -> promise(slo, objective))
                        .toList(),
                windows.stream()
                        .filter(window -> window.window().equals(SHORTEST_BURN_WINDOW))
                        .findFirst()
                        .flatMap(BudgetStatus.Window::errorRatio),
                latency.flatMap(BudgetStatus.Window::p95Millis),
                latency.map(BudgetStatus.Window::window));
    }

    private static Promise promise(Slos.Slo slo, Objective objective) {
        Optional<BudgetStatus.Objective> known = slo.objective(objective.name());
        return new Promise(
                objective.name(),
                objective.target(),
                known.flatMap(BudgetStatus.Objective::budgetRemaining),
                known.map(BudgetStatus.Objective::burnRates).orElse(Map.of()));
    }

    /**
     * @param now the wall clock of the server
     * @param updated the wall time of the last news, absent before the first
     */
    private record Listing(Instant now, Optional<Instant> updated, List<Brief> slos) {}

    /** @param p95Window the shortest window of which a P95 is known */
    private record Brief(
            String slo,
            String displayName,
            String service,
            String period,
            Optional<Instant> at,
            String state,
            List<Promise> objectives,
            Optional<Double> errorRatio5m,
            Optional<Double> p95Millis,
            Optional<String> p95Window) {}

    private record Promise(
            String objective, double target, Optional<Double> budgetRemaining, Map<String, Double> burnRates) {}
}
