package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import slipstream.alerting.deliver.Attempt;
import slipstream.alerting.deliver.Outboxes;
import slipstream.alerting.deliver.Pending;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.group.AlertGroup;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.oncall.ActionWebhook;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.oncall.Recipient;
import slipstream.contract.event.AlertEvent;

/** Tells those to whom no route leads: levels of escalations, actions, and those who stand in for others. Not thread-safe. */
final class Escalator {
    /** After which a level is tried again that found everything kept quiet. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Incidents incidents;
    private final Teller teller;
    private Oncall oncall = Oncall.NONE;
    private Outboxes outboxes = Nobody.INSTANCE;

    Escalator(Incidents incidents, Teller teller) {
        this.incidents = incidents;
        this.teller = teller;
    }

    void configure(Oncall newOncall, Outboxes newOutboxes) {
        oncall = newOncall;
        outboxes = newOutboxes;
    }

    /**
     * The alerts of a group that fire and are not kept quiet.
     *
     * @param labels by which they are grouped
     */
    record Firing(String groupKey, SortedMap<String, String> labels, List<AlertEvent> alerts) {}

    /** @param firing what fires of the group with a key */
    void escalate(Function<String, Firing> firing, Instant now) {
        incidents.due(now).forEach((incident, levels) -> {
            Firing group = firing.apply(incident.groupKey());
            if (group.alerts().isEmpty()) {
                incidents.postpone(incident, now.plus(AGAIN));
            } else {
                List<String> told =
                        levels.stream().map(level -> tell(level, group, now)).toList();
                incidents.escalated(incident, levels, told, now);
            }
        });
    }

    /** @return whom, for people */
    private String tell(Incidents.Level level, Firing group, Instant now) {
        Incident incident = level.incident();
        String reason = level.due().isReminder()
                ? "still not resolved"
                : "escalated to level " + level.due().level();
        Set<String> told = new LinkedHashSet<>();
        for (Recipient recipient : oncall.recipients(level.due(), incident.labels(), now)) {
            for (Receiver receiver : outboxes.named(recipient.receiver())) {
                if (recipient.wants(receiver.channel().kind())) {
                    Telling telling = telling(group, group.groupKey(), reason, now);
                    teller.tellAnyway(receiver, telling, reason, identity(level), false, now);
                    told.add(recipient
                            .user()
                            .map(user -> user + " (" + receiver.id() + ")")
                            .orElse(receiver.id()));
                }
            }
        }
        return told.isEmpty() ? "nobody: no one is on call" : String.join(", ", told);
    }

    private static String identity(Incidents.Level level) {
        return String.join(
                "/",
                level.incident().id(),
                level.policy(),
                Integer.toString(level.due().level()),
                level.due().at().toString());
    }

    /** Sets off what is to be done about an incident and has not been yet. */
    void act(Firing group, Instant now) {
        Optional<Incident> open = incidents.open(group.groupKey());
        if (open.isEmpty()) {
            return;
        }
        Incident incident = open.get();
        for (ActionWebhook action : oncall.actions(incident.labels())) {
            String name = action.once() ? action.name() : action.name() + " " + newest(group.alerts());
            if (!incident.acted().contains(name)) {
                String key = group.groupKey() + "/action/" + name;
                for (Receiver receiver : outboxes.named(action.receiver())) {
                    Telling telling = telling(group, key, "action " + action.name(), now);
                    teller.tellAnyway(
                            receiver, telling, "action " + action.name(), incident.id() + "/" + name, true, now);
                }
                incident = incidents.acted(incident, name, action.receiver(), now);
            }
        }
    }

    private static String newest(List<AlertEvent> alerts) {
        return alerts.stream()
                .map(alert -> alert.startsAt() + " " + alert.fingerprint())
                .max(String::compareTo)
                .orElse("");
    }

    /** A receiver could not be told; whoever stands in for it is. */
    void fallBack(Receiver receiver, Attempt untold, Instant now) {
        List<String> fallbacks = oncall.fallbacks(receiver.name());
        if (fallbacks.isEmpty()) {
            return;
        }
        for (Pending part : untold.parts()) {
            for (Receiver other : outboxes.named(fallbacks.get(0))) {
                AlertGroup group = part.message().group();
                Telling telling = telling(
                        new Firing(group.groupKey(), group.groupLabels(), group.events()),
                        group.groupKey(),
                        "in place of " + receiver.name() + ", which could not be told",
                        now);
                teller.tellAnyway(
                        other,
                        telling,
                        "fallback of " + receiver.name(),
                        "fallback/" + part.message().idempotencyKey(),
                        false,
                        now);
            }
        }
    }

    private Telling telling(Firing group, String key, String note, Instant now) {
        return new Telling(
                key, group.labels(), group.alerts(), Optional.empty(), incidents.link(group.groupKey(), note, now));
    }
}
