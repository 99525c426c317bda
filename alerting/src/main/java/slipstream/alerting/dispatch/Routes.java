package slipstream.alerting.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.Route;
import slipstream.alerting.route.Routing;

/** Where alerts are led: along the routes of the configuration, and always to the console. Not thread-safe. */
final class Routes {
    /** The name of the receiver that is always told. */
    static final String CONSOLE = "console";

    /** The console is told of each alert by itself, of each beginning and end at once, and never again. */
    private static final Route TO_THE_CONSOLE = new Route(
            "{}/console",
            LabelMatchers.NONE,
            false,
            CONSOLE,
            new Route.Grouping(true, new TreeSet<>()),
            new Route.Timing(Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(36_500)),
            List.of(),
            List.of(),
            List.of());

    private final Optional<Route> root;
    private final Map<String, List<Route>> known = new HashMap<>();

    private Routes(Optional<Route> root) {
        this.root = root;
    }

    static Routes of(Optional<Routing> routing) {
        return new Routes(routing.map(Routing::root));
    }

    static boolean isToConsole(Route route) {
        return route.receiver().equals(CONSOLE);
    }

    List<Route> of(Known alert) {
        return known.computeIfAbsent(alert.fingerprint(), fingerprint -> {
            List<Route> routes = new ArrayList<>();
            root.ifPresent(tree -> routes.addAll(tree.match(alert.event().labels())));
            routes.add(TO_THE_CONSOLE);
            return List.copyOf(routes);
        });
    }

    /** The path of the first route that an alert takes: the one that its incident belongs to. */
    String first(Known alert) {
        return of(alert).get(0).path();
    }

    /** The names of the receivers that the configuration leads an alert to, each once. */
    List<String> receivers(Known alert) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        of(alert).forEach(route -> names.add(route.receiver()));
        names.remove(CONSOLE);
        return List.copyOf(names);
    }

    void forget(Known alert) {
        known.remove(alert.fingerprint());
    }
}
