package slipstream.alerting.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.GroupStatus;

/** {@code GET /api/v2/alerts/groups}: alerts as receivers are told of them. */
final class GroupsApi {
    private static final Comparator<GroupStatus> ORDER =
            Comparator.comparing(GroupStatus::labels, GroupsApi::compare).thenComparing(GroupStatus::receiver);

    private final AlertDesk desk;
    private final InstantSource clock;

    GroupsApi(AlertDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    Endpoint endpoint() {
        return Endpoint.get("/api/v2/alerts/groups", this::list);
    }

    private Answer list(Call call) throws Refusal {
        AlertFilter filter = AlertFilter.of(call);
        boolean muted = call.flag("muted", true);
        Instant now = clock.instant();
        List<GroupStatus> groups = desk.groups().stream()
                .filter(group -> filter.admitsReceiver(group.receiver())
                        && (muted || group.mutedBy().isEmpty()))
                .map(group -> withAlerts(group, filter, now))
                .filter(group -> !group.alerts().isEmpty())
                .sorted(ORDER)
                .toList();
        Map<String, List<String>> receivers = receivers(groups);
        return Answer.json(200, json -> {
            json.writeStartArray();
            for (GroupStatus group : groups) {
                json.writeStartObject();
                json.writeArrayFieldStart("alerts");
                for (AlertStatus alert : group.alerts()) {
                    List<String> told = receivers.get(alert.alert().fingerprint());
                    AlertJson.write(json, alert, told, group.mutedBy());
                }
                json.writeEndArray();
                JsonText.labels(json, "labels", group.labels());
                json.writeFieldName("receiver");
                AlertJson.receiver(json, group.receiver());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static GroupStatus withAlerts(GroupStatus group, AlertFilter filter, Instant now) {
        List<AlertStatus> wanted = group.alerts().stream()
                .filter(alert -> filter.admits(alert, now))
                .sorted(Comparator.comparing(alert -> alert.alert().labels(), GroupsApi::compare))
                .toList();
        return new GroupStatus(group.groupKey(), group.labels(), group.receiver(), group.mutedBy(), wanted);
    }

    /** To whom the shown groups of each alert lead, by fingerprint, in the order of the alphabet. */
    private static Map<String, List<String>> receivers(List<GroupStatus> groups) {
        Map<String, TreeSet<String>> sets = new HashMap<>();
        groups.forEach(group -> group.alerts()
                .forEach(alert -> sets.computeIfAbsent(alert.alert().fingerprint(), key -> new TreeSet<>())
                        .add(group.receiver())));
        Map<String, List<String>> receivers = new HashMap<>();
        sets.forEach((fingerprint, names) -> receivers.put(fingerprint, new ArrayList<>(names)));
        return receivers;
    }

    /** Fewer labels first, then name by name (Prometheus, {@code LabelSet.Before}). */
    private static int compare(SortedMap<String, String> one, SortedMap<String, String> other) {
        if (one.size() != other.size()) {
            return Integer.compare(one.size(), other.size());
        }
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            if (!one.containsKey(name)) {
                return -1;
            }
            if (!other.containsKey(name)) {
                return 1;
            }
            int order = one.get(name).compareTo(other.get(name));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
