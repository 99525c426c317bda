package slipstream.alerting.route;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an {@code alertmanager.yml} says about who is told when, apart from the receivers themselves.
 *
 * @param root the tree of routes
 * @param timeIntervals what the routes name: each name stands for any of its intervals
 */
public record Routing(Route root, List<InhibitRule> inhibitRules, Map<String, List<TimeInterval>> timeIntervals) {
    public Routing {
        Objects.requireNonNull(root, "root");
        inhibitRules = List.copyOf(inhibitRules);
        timeIntervals = Map.copyOf(timeIntervals);
    }

    /** The name of the interval for which a route tells nothing at an instant: one that mutes it, or the first of those outside of which it is. */
    public Optional<String> mutedBy(Route route, Instant instant) {
        for (String name : route.muteTimeIntervals()) {
            if (holds(name, instant)) {
                return Optional.of(name);
            }
        }
        List<String> active = route.activeTimeIntervals();
        return active.isEmpty() || active.stream().anyMatch(name -> holds(name, instant))
                ? Optional.empty()
                : Optional.of(active.get(0));
    }

    private boolean holds(String name, Instant instant) {
        return timeIntervals.getOrDefault(name, List.of()).stream().anyMatch(interval -> interval.contains(instant));
    }
}
