package slipstream.alerting.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A node of the tree that leads alerts to receivers, with everything inherited already resolved (Alertmanager,
 * {@code dispatch/route.go}).
 *
 * @param path the matchers on the way from the root, {@code {}/{severity="critical"}}; the first half of each group key
 * @param proceed {@code continue}: whether the siblings after it are asked as well
 * @param routes children, asked in their order
 */
public record Route(
        String path,
        LabelMatchers matchers,
        boolean proceed,
        String receiver,
        Grouping grouping,
        Timing timing,
        List<String> muteTimeIntervals,
        List<String> activeTimeIntervals,
        List<Route> routes) {
    public Route {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(matchers, "matchers");
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(grouping, "grouping");
        Objects.requireNonNull(timing, "timing");
        muteTimeIntervals = List.copyOf(muteTimeIntervals);
        activeTimeIntervals = List.copyOf(activeTimeIntervals);
        routes = List.copyOf(routes);
    }

    /**
     * By which labels alerts form groups.
     *
     * @param byAll {@code group_by: ['...']}: each set of labels is a group of its own
     */
    public record Grouping(boolean byAll, SortedSet<String> labels) {
        /** All alerts of a route are one group. */
        public static final Grouping TOGETHER = new Grouping(false, new TreeSet<>());

        public Grouping {
            labels = new TreeSet<>(labels);
        }

        /** The labels that an alert shares with its group; one that it does not have is left out. */
        public SortedMap<String, String> of(Map<String, String> alert) {
            SortedMap<String, String> group = new TreeMap<>(alert);
            if (!byAll) {
                group.keySet().retainAll(labels);
            }
            return group;
        }
    }

    /**
     * When a group is told.
     *
     * @param groupWait from its first alert to its first notification
     * @param groupInterval from one look at it to the next
     * @param repeatInterval after which a notification that says nothing new is sent again
     */
    public record Timing(Duration groupWait, Duration groupInterval, Duration repeatInterval) {
        /** What holds where nothing is said (Alertmanager, {@code dispatch.DefaultRouteOpts}). */
        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

        public Timing {
            Objects.requireNonNull(groupWait, "groupWait");
            if (groupInterval.isZero() || repeatInterval.isZero()) {
                throw new IllegalArgumentException("group_interval and repeat_interval are above zero");
            }
        }
    }

    /** The routes that an alert with these labels takes, in order; empty when not even this one wants it. */
    public List<Route> match(Map<String, String> labels) {
        if (!matchers.match(labels)) {
            return List.of();
        }
        List<Route> found = new ArrayList<>();
        for (Route child : routes) {
            List<Route> below = child.match(labels);
            found.addAll(below);
            if (!below.isEmpty() && !child.proceed()) {
                break;
            }
        }
        return found.isEmpty() ? List.of(this) : found;
    }

    /** The names of all receivers to which it and the routes below it can lead. */
    public Set<String> receivers() {
        Set<String> all = new TreeSet<>(Set.of(receiver));
        routes.forEach(route -> all.addAll(route.receivers()));
        return all;
    }

    /** The identity of the group of an alert at this route, in Alertmanager's spelling. */
    public String groupKey(SortedMap<String, String> groupLabels) {
        return path + ":" + LabelText.of(groupLabels);
    }
}
