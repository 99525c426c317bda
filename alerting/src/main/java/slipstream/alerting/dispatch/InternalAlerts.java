package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.deliver.Receiver;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;

/** Alerts about alerting itself: a receiver that could not be told. They take the same way as all others. Not thread-safe. */
final class InternalAlerts {
    static final String NAME = "SlipstreamNotificationFailed";

    /** A receiver to whom there is nothing more to say cannot show that it is well. */
    private static final Duration LASTS = Duration.ofHours(1);

    private final Journal journal;
    private final String externalUrl;
    private final Map<String, Instant> failing = new HashMap<>();

    InternalAlerts(Journal journal, String externalUrl) {
        this.journal = journal;
        this.externalUrl = externalUrl;
    }

    /** Nobody need be woken because a terminal was closed; the health says so. */
    void gaveUp(Receiver receiver, Delivery answer, Instant now) {
        if (receiver.name().equals(Routes.CONSOLE)) {
            return;
        }
        Instant since = failing.computeIfAbsent(receiver.id(), id -> now);
        String why = answer.reason().word() + (answer.detail().isEmpty() ? "" : ": " + answer.detail());
        journal.raised(alert(receiver, AlertState.FIRING, since, now.plus(LASTS), why, now));
    }

    void delivered(Receiver receiver, Instant now) {
        Instant since = failing.remove(receiver.id());
        if (since != null) {
            journal.raised(alert(receiver, AlertState.RESOLVED, since, now, "it answers again", now));
        }
    }

    private AlertEvent alert(Receiver receiver, AlertState state, Instant since, Instant end, String why, Instant now) {
        Map<String, String> labels = new TreeMap<>(Map.of(
                "alertname",
                NAME,
                "receiver",
                receiver.name(),
                "integration",
                receiver.channel().kind(),
                "severity",
                "ticket"));
        Map<String, String> annotations =
                new TreeMap<>(Map.of("summary", "a notification did not reach " + receiver.id() + ": " + why));
        return new AlertEvent(
                state,
                Fingerprint.of(labels),
                new TreeMap<>(labels),
                new TreeMap<>(annotations),
                since,
                Optional.of(end),
                externalUrl,
                "",
                "",
                "ticket",
                now,
                List.of(),
                Optional.empty());
    }
}
