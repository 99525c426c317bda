package slipstream.alerting.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.alerting.Alerts;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;

/** The messages that every channel's golden files are about. */
public final class Messages {
    private static final IncidentLink INCIDENT = new IncidentLink(
            "7QK3M",
            Optional.of("P0"),
            Optional.of("https://slipstream.example/ack/7QK3M?sig=abc"),
            "escalated to level 2 after 10m");

    private Messages() {}

    public static Message firing() {
        return new Message(AlertGroup.ofOne(Alerts.firing()), "0a1b2c");
    }

    public static Message resolved() {
        return new Message(AlertGroup.ofOne(Alerts.resolved()), "3d4e5f");
    }

    /** With a severity of ours, a link for acknowledging, and the reason for telling. */
    public static Message ofIncident() {
        return new Message(AlertGroup.ofOne(Alerts.firing()), "6a7b8c", Optional.of(INCIDENT));
    }

    /** Three SLOs of one service, the last of them over. */
    public static Message ofThree() {
        return ofGroup(List.of(
                Alerts.firing(),
                Alerts.firing("checkout-latency", Alerts.T0.plusSeconds(30)),
                Alerts.resolved("checkout-freshness", Alerts.T0)));
    }

    /** So many alerts of one group. */
    public static Message of(int alerts) {
        List<AlertEvent> events = new ArrayList<>();
        for (int i = 0; i < alerts; i++) {
            events.add(Alerts.firing("checkout-availability-" + i, Alerts.T0));
        }
        return ofGroup(events);
    }

    /** An alert whose names and texts try to be more than that. */
    public static Message hostile(String service, String summary) {
        Map<String, String> labels = Map.of("alertname", "Burn", "service", service, "severity", "page");
        Instant start = Alerts.T0;
        AlertEvent event = new AlertEvent(
                AlertState.FIRING,
                Fingerprint.of(labels),
                new TreeMap<>(labels),
                new TreeMap<>(Map.of("summary", summary)),
                start,
                Optional.empty(),
                "http://127.0.0.1:8080/",
                "checkout-availability",
                service,
                "page",
                start,
                List.of(),
                Optional.empty());
        return new Message(AlertGroup.ofOne(event), "9d0e1f");
    }

    private static Message ofGroup(List<AlertEvent> events) {
        return new Message(
                new AlertGroup(
                        "{}:{alertname=\"ErrorBudgetBurn\"}",
                        new TreeMap<>(Map.of("alertname", "ErrorBudgetBurn")),
                        events,
                        "new alerts in group"),
                "2a3b4c");
    }
}
