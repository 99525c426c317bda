package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import slipstream.alerting.route.Route;

/** All groups, and which of them are to be looked at when. Not thread-safe. */
final class Groups {
    private final IdentityHashMap<Route, Map<SortedMap<String, String>, Group>> byRoute = new IdentityHashMap<>();
    private final Map<String, Set<Group>> byKey = new HashMap<>();
    private final PriorityQueue<Look> looks = new PriorityQueue<>();

    /** A look that was due when it was entered; the group may have been given another time since. */
    private record Look(Instant at, Group group) implements Comparable<Look> {
        @Override
        public int compareTo(Look other) {
            return at.compareTo(other.at);
        }
    }

    Optional<Group> find(Route route, SortedMap<String, String> labels) {
        return Optional.ofNullable(byRoute.getOrDefault(route, Map.of()).get(labels));
    }

    Group findOrCreate(Route route, SortedMap<String, String> labels, Instant now) {
        return byRoute.computeIfAbsent(route, known -> new HashMap<>()).computeIfAbsent(labels, wanted -> {
            Group group = new Group(route, wanted, now);
            byKey.computeIfAbsent(group.key(), key -> new HashSet<>()).add(group);
            return group;
        });
    }

    /** The groups with a key; siblings with equal matchers have the same. */
    Set<Group> withKey(String key) {
        return byKey.getOrDefault(key, Set.of());
    }

    Collection<Group> all() {
        List<Group> all = new ArrayList<>();
        byRoute.values().forEach(groups -> all.addAll(groups.values()));
        return all;
    }

    /** Enters when a group is to be looked at. */
    void schedule(Group group) {
        if (!group.next().equals(Instant.MAX)) {
            looks.add(new Look(group.next(), group));
        }
    }

    Optional<Instant> nextLook() {
        dropStale();
        return Optional.ofNullable(looks.peek()).map(Look::at);
    }

    /** The next group that is due. */
    Optional<Group> takeDue(Instant now) {
        dropStale();
        return looks.isEmpty() || looks.peek().at.isAfter(now) ? Optional.empty() : Optional.of(looks.remove().group);
    }

    void remove(Group group) {
        Map<SortedMap<String, String>, Group> siblings = byRoute.get(group.route());
        siblings.remove(group.labels());
        if (siblings.isEmpty()) {
            byRoute.remove(group.route());
        }
        byKey.computeIfPresent(group.key(), (key, groups) -> {
            groups.remove(group);
            return groups.isEmpty() ? null : groups;
        });
    }

    void clear() {
        byRoute.clear();
        byKey.clear();
        looks.clear();
    }

    private void dropStale() {
        while (!looks.isEmpty() && !looks.peek().at.equals(looks.peek().group.next())) {
            looks.remove();
        }
    }
}
