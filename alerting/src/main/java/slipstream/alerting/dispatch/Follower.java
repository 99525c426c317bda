package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.alerting.incident.Incident;
import slipstream.contract.event.AlertEvent;

/** Lets incidents go with the groups that they belong to. Not thread-safe. */
final class Follower {
    private final Present present;
    private final Groups groups;
    private final Suppressions suppressions;
    private final Incidents incidents;
    private final Escalator escalator;
    private Routes routes = Routes.of(Optional.empty());

    Follower(Present present, Groups groups, Suppressions suppressions, Incidents incidents, Escalator escalator) {
        this.present = present;
        this.groups = groups;
        this.suppressions = suppressions;
        this.incidents = incidents;
        this.escalator = escalator;
    }

    void use(Routes others) {
        routes = others;
    }

    /** Incidents end of which nothing fires any more, or to which no route leads. */
    void endThoseWithoutAGroup(Instant now) {
        for (Incident incident : incidents.all()) {
            if (incident.isOpen()
                    && groups.withKey(incident.groupKey()).stream().noneMatch(group -> isOpen(group, now))) {
                incidents.over(incident.groupKey(), "no alert of it fires, or no route leads to it any more", now);
            }
        }
    }

    /** The incident of a group goes with its alerts; of those that several routes take, the first counts. */
    void follow(Group group, Look seen, Instant now) {
        List<AlertEvent> firing = seen.firing().stream()
                .filter(alert -> isFirst(group, alert.fingerprint()))
                .toList();
        if (!firing.isEmpty()) {
            incidents.firing(group.key(), firing, now);
            escalator.act(new Escalator.Firing(group.key(), group.labels(), firing), now);
        } else if (!isOpen(group, now)) {
            incidents.over(group.key(), "all alerts are over", now);
        }
    }

    private boolean isFirst(Group group, String fingerprint) {
        return present.find(fingerprint)
                .filter(alert -> routes.first(alert).equals(group.route().path()))
                .isPresent();
    }

    private boolean isOpen(Group group, Instant now) {
        return group.alerts().stream().anyMatch(alert -> !alert.isOver(now) && isFirst(group, alert.fingerprint()));
    }

    /** What fires of the group with a key, and is not kept quiet. */
    Escalator.Firing firing(String groupKey, Instant now) {
        for (Group group : groups.withKey(groupKey)) {
            List<AlertEvent> firing = Look.at(group, suppressions, now).firing();
            if (!firing.isEmpty()) {
                return new Escalator.Firing(groupKey, group.labels(), firing);
            }
        }
        return new Escalator.Firing(groupKey, new TreeMap<>(), List.of());
    }
}
