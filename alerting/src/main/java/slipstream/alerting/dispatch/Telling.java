package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.channel.IncidentLink;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/**
 * What a group would say now.
 *
 * @param alerts those that are not suppressed, in their order
 * @param repeatInterval empty when nothing is repeated
 */
record Telling(
        String groupKey,
        SortedMap<String, String> groupLabels,
        List<AlertEvent> alerts,
        Optional<Duration> repeatInterval,
        Optional<IncidentLink> incident) {
    SortedMap<String, Instant> starts(AlertState state) {
        SortedMap<String, Instant> starts = new TreeMap<>();
        alerts.stream()
                .filter(alert -> alert.status() == state)
                .forEach(alert -> starts.put(alert.fingerprint(), alert.startsAt()));
        return starts;
    }
}
