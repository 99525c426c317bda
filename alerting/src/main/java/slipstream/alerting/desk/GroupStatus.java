package slipstream.alerting.desk;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Alerts that one receiver is told together.
 *
 * @param labels the labels by which they are grouped
 * @param mutedBy the names of time intervals that mute their route now
 */
public record GroupStatus(
        String groupKey,
        SortedMap<String, String> labels,
        String receiver,
        List<String> mutedBy,
        List<AlertStatus> alerts) {
    public GroupStatus {
        Objects.requireNonNull(groupKey, "groupKey");
        labels = new TreeMap<>(labels);
        Objects.requireNonNull(receiver, "receiver");
        mutedBy = List.copyOf(mutedBy);
        alerts = List.copyOf(alerts);
    }
}
