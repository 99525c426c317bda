package slipstream.alerting.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads the tree of routes; a child inherits receiver, grouping and timing from its parent, and nothing else. */
final class RouteReader {
    private static final String ALL = "...";

    private final Set<String> receivers;
    private final Set<String> timeIntervals;

    /**
     * @param receivers the names that routes may lead to
     * @param timeIntervals the names that routes may be muted by
     */
    RouteReader(Set<String> receivers, Set<String> timeIntervals) {
        this.receivers = receivers;
        this.timeIntervals = timeIntervals;
    }

    /** What a route takes over from the one above it. */
    private record Inherited(String path, String receiver, Route.Grouping grouping, Route.Timing timing) {}

    /** Reads the root, which takes every alert; mistakes are recorded, and the tree is then not to be used. */
    Optional<Route> readRoot(Fields route) {
        if (!route.has("receiver")) {
            route.missing("receiver");
            return Optional.empty();
        }
        for (String key : List.of("match", "match_re", "matchers")) {
            if (route.has(key) && !MatchersReader.read(route).all().isEmpty()) {
                route.error(key, "the first route takes every alert and has no matchers; put them into its routes");
            }
        }
        for (String key : List.of("continue", "mute_time_intervals", "active_time_intervals")) {
            if (route.has(key)) {
                route.error(key, "is not allowed at the first route");
            }
        }
        return Optional.of(read(route, new Inherited("", "", Route.Grouping.TOGETHER, Route.Timing.DEFAULT)));
    }

    private Route read(Fields route, Inherited above) {
        LabelMatchers matchers = MatchersReader.read(route);
        String path = above.path().isEmpty() ? matchers.toString() : above.path() + "/" + matchers;
        Inherited own = new Inherited(
                path,
                receiver(route).orElse(above.receiver()),
                grouping(route).orElse(above.grouping()),
                timing(route, above.timing()));
        List<Route> children = new ArrayList<>();
        for (Fields child : route.listOfFields("routes")) {
            children.add(read(child, own));
        }
        Route read = new Route(
                path,
                matchers,
                route.bool("continue").orElse(false),
                own.receiver(),
                own.grouping(),
                own.timing(),
                intervals(route, "mute_time_intervals"),
                intervals(route, "active_time_intervals"),
                children);
        route.done();
        return read;
    }

    private Optional<String> receiver(Fields route) {
        Optional<String> name = route.text("receiver");
        if (name.isPresent() && !receivers.contains(name.get())) {
            route.error(
                    "receiver",
                    "'" + name.get() + "' is not among the receivers" + Spelling.suggestion(name.get(), receivers));
        }
        return name;
    }

    private static Optional<Route.Grouping> grouping(Fields route) {
        List<String> names = route.listOfText("group_by");
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Set<String> labels = new TreeSet<>(names);
        if (labels.size() < names.size()) {
            route.error("group_by", "names a label twice");
        }
        if (labels.contains(ALL) && labels.size() > 1) {
            route.error("group_by", "has '...' for all labels, so it can name no others");
        }
        return Optional.of(
                labels.contains(ALL)
                        ? new Route.Grouping(true, new TreeSet<>())
                        : new Route.Grouping(false, new TreeSet<>(labels)));
    }

    private static Route.Timing timing(Fields route, Route.Timing above) {
        Duration groupInterval = duration(route, "group_interval", above.groupInterval());
        Duration repeatInterval = duration(route, "repeat_interval", above.repeatInterval());
        boolean looks = isAboveZero(route, "group_interval", groupInterval);
        boolean repeats = isAboveZero(route, "repeat_interval", repeatInterval);
        return looks && repeats
                ? new Route.Timing(duration(route, "group_wait", above.groupWait()), groupInterval, repeatInterval)
                : above;
    }

    private static Duration duration(Fields route, String key, Duration above) {
        return route.converted(key, "a duration such as 0, 30s, 5m, 1h30m or 1d", WaitingTime::parse)
                .orElse(above);
    }

    private static boolean isAboveZero(Fields route, String key, Duration duration) {
        if (duration.isZero()) {
            route.error(key, "must be above zero");
        }
        return !duration.isZero();
    }

    private List<String> intervals(Fields route, String key) {
        List<String> names = route.listOfText(key);
        for (String name : names) {
            if (!timeIntervals.contains(name)) {
                route.error(key, "there is no time interval '" + name + "'" + Spelling.suggestion(name, timeIntervals));
            }
        }
        return names;
    }
}
