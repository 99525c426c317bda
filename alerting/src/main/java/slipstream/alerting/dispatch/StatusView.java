package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.GroupStatus;

/** Alerts and groups as people are shown them. */
final class StatusView {
    private final Suppressions suppressions;

    StatusView(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    List<AlertStatus> alerts(Collection<Known> alerts, Routes routes, Instant now) {
        return alerts.stream()
                .filter(alert -> !alert.isOver(now))
                .map(alert -> status(alert, routes, now))
                .toList();
    }

    List<GroupStatus> groups(Collection<Group> groups, Routes routes, Instant now) {
        List<GroupStatus> all = new ArrayList<>();
        for (Group group : groups) {
            List<AlertStatus> alerts = alerts(group.alerts(), routes, now);
            if (!alerts.isEmpty() && !Routes.isToConsole(group.route())) {
                List<String> mutedBy = suppressions.ofRoute(group.route(), now).stream()
                        .map(Suppression::by)
                        .toList();
                all.add(new GroupStatus(
                        group.key(), group.labels(), group.route().receiver(), mutedBy, alerts));
            }
        }
        return all;
    }

    private AlertStatus status(Known alert, Routes routes, Instant now) {
        SortedMap<String, String> labels = alert.event().labels();
        return new AlertStatus(
                alert.at(now),
                alert.updatedAt(),
                alert.end(),
                routes.receivers(alert),
                suppressions.silencing(labels, now),
                suppressions.inhibiting(labels, now).stream().toList());
    }
}
