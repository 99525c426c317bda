package slipstream.alerting.group;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import slipstream.alerting.route.LabelText;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Notification;

/**
 * Alerts that are told together, with what they have in common, as Alertmanager's notifications describe them.
 *
 * @param groupKey the route's path and the group's labels; the same over the whole life of the group
 * @param groupLabels the labels by which the alerts were grouped
 * @param events at least one
 * @param notificationReason why a notification is due, in Alertmanager's words
 */
public record AlertGroup(
        String groupKey, SortedMap<String, String> groupLabels, List<AlertEvent> events, String notificationReason) {
    /** What Go prints for a time that is not set; receivers written for Alertmanager look for it. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    public AlertGroup {
        Objects.requireNonNull(groupKey, "groupKey");
        groupLabels = Collections.unmodifiableSortedMap(new TreeMap<>(groupLabels));
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a group has at least one alert");
        }
        Objects.requireNonNull(notificationReason, "notificationReason");
    }

    /** The group of one alert: grouped by all its labels, under the root of the routes. */
    public static AlertGroup ofOne(AlertEvent event) {
        String reason = event.status() == AlertState.FIRING ? "first notification" : "all alerts resolved";
        return new AlertGroup("{}:" + LabelText.of(event.labels()), event.labels(), List.of(event), reason);
    }

    /** Firing as long as any of the alerts is. */
    public AlertState status() {
        return events.stream().anyMatch(event -> event.status() == AlertState.FIRING)
                ? AlertState.FIRING
                : AlertState.RESOLVED;
    }

    /** The labels that all alerts have with the same value. */
    public SortedMap<String, String> commonLabels() {
        return common(AlertEvent::labels);
    }

    /** The annotations that all alerts have with the same value. */
    public SortedMap<String, String> commonAnnotations() {
        return common(AlertEvent::annotations);
    }

    /** The alerts in the form of Alertmanager's webhook payload. */
    public List<Notification.Alert> alerts() {
        return events.stream().map(AlertGroup::alert).toList();
    }

    private SortedMap<String, String> common(Function<AlertEvent, SortedMap<String, String>> part) {
        SortedMap<String, String> common = new TreeMap<>(part.apply(events.get(0)));
        events.forEach(event -> common.entrySet().retainAll(part.apply(event).entrySet()));
        return Collections.unmodifiableSortedMap(common);
    }

    private static Notification.Alert alert(AlertEvent event) {
        // Go leaves endsAt unset while an alert fires, even if the condition's end is already known.
        Optional<Instant> end = event.status() == AlertState.RESOLVED ? event.endsAt() : Optional.empty();
        return new Notification.Alert(
                event.status().word(),
                event.labels(),
                event.annotations(),
                MILLIS.format(event.startsAt()),
                end.map(MILLIS::format).orElse(NO_TIME),
                event.generatorURL(),
                event.fingerprint());
    }
}
