package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.incident.SignedLink;
import slipstream.alerting.oncall.EscalationPolicy;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.oncall.Severity;
import slipstream.contract.event.AlertEvent;

/**
 * Incidents: the alerts of one group from the first that is told to the last that ends, and when they escalate. Not thread-safe.
 */
final class Incidents {
    /** An alert that fires again this soon after the end of its incident opens no new one. */
    private static final Duration REOPENS = Duration.ofMinutes(5);

    /** So many incidents that are over can still be looked up. */
    private static final int REMEMBERED = 1_000;

    /** Links work for as long as an incident may last. */
    private static final Duration LINK_LIFE = Duration.ofDays(7);

    private final Journal journal;
    private final Map<String, Incident> byId = new LinkedHashMap<>();
    private final Map<String, String> lastOfGroup = new HashMap<>();
    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private Oncall oncall = Oncall.NONE;
    private Optional<SignedLink> links = Optional.empty();

    /** When an incident is to be looked at, unless that has changed since. */
    private record Step(Instant at, String incident) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return at.compareTo(other.at);
        }
    }

    /**
     * A level of an escalation that is due.
     *
     * @param policy the name of the escalation's policy
     */
    record Level(Incident incident, EscalationPolicy.Due due, String policy) {}

    Incidents(Journal journal) {
        this.journal = journal;
    }

    void configure(Oncall newOncall, Instant now) {
        oncall = newOncall;
        links = newOncall.acknowledge().linkSecret().map(secret -> new SignedLink(secret.value()));
        steps.clear();
        byId.values().stream().filter(Incident::isOpen).forEach(incident -> schedule(incident, now));
    }

    void restore(Incident incident) {
        byId.put(incident.id(), incident);
        lastOfGroup.merge(
                incident.groupKey(),
                incident.id(),
                (one, other) -> byId.get(one).openedAt().isAfter(incident.openedAt()) ? one : other);
    }

    Collection<Incident> all() {
        return new ArrayList<>(byId.values());
    }

    Optional<Incident> open(String groupKey) {
        return last(groupKey).filter(Incident::isOpen);
    }

    private Optional<Incident> last(String groupKey) {
        return Optional.ofNullable(lastOfGroup.get(groupKey)).map(byId::get);
    }

    /** The alerts of a group that fire and are not kept quiet; opens an incident with the first of them. */
    void firing(String groupKey, List<AlertEvent> alerts, Instant now) {
        Optional<Incident> last = last(groupKey);
        if (last.filter(incident -> isSettledByHand(incident, alerts)).isPresent()) {
            return;
        }
        Incident incident = last.filter(Incident::isOpen)
                .or(() -> last.filter(over -> over.resolvedAt()
                                .orElse(Instant.MIN)
                                .plus(REOPENS)
                                .isAfter(now))
                        .map(over -> over.reopened(now, "fires again")))
                .orElseGet(() -> opened(groupKey, alerts, now));
        for (AlertEvent alert : alerts) {
            incident = incident.joined(now, alert.fingerprint(), summary(alert));
            if (alert.budgetSpent().isPresent()) {
                incident = incident.withBudgetSpent(alert.budgetSpent().get());
            }
        }
        Optional<Severity> severity =
                oncall.severity(alerts.stream().map(AlertEvent::labels).toList());
        if (severity.isPresent() && isWorse(severity.get(), incident)) {
            incident = incident.withSeverity(now, severity.get().name());
        }
        keep(incident, now);
    }

    /** Somebody said that it is over, and what fires now did so then. */
    private static boolean isSettledByHand(Incident incident, List<AlertEvent> alerts) {
        return !incident.isOpen()
                && alerts.stream()
                        .allMatch(alert -> incident.fingerprints().contains(alert.fingerprint())
                                && alert.startsAt()
                                        .isBefore(incident.resolvedAt().orElseThrow()));
    }

    private boolean isWorse(Severity severity, Incident incident) {
        List<String> names = oncall.severities().stream().map(Severity::name).toList();
        int known = incident.severity().map(names::indexOf).orElse(names.size());
        return names.indexOf(severity.name()) < known;
    }

    private Incident opened(String groupKey, List<AlertEvent> alerts, Instant now) {
        SortedMap<String, String> labels = new TreeMap<>(alerts.get(0).labels());
        alerts.forEach(alert -> labels.entrySet().retainAll(alert.labels().entrySet()));
        Optional<Severity> severity =
                oncall.severity(alerts.stream().map(AlertEvent::labels).toList());
        return Incident.open(
                groupKey,
                labels,
                summary(alerts.get(0)),
                severity.map(Severity::name),
                alerts.get(0).annotations().getOrDefault("impact", ""),
                now,
                byId::containsKey);
    }

    private static String summary(AlertEvent alert) {
        return alert.annotations()
                .getOrDefault("summary", alert.labels().getOrDefault("alertname", alert.fingerprint()));
    }

    /** Nothing of a group fires any more, or no route leads to it. */
    void over(String groupKey, String why, Instant now) {
        open(groupKey).ifPresent(incident -> keep(incident.resolved(now, "slipstream", why), now));
    }

    /** A receiver knows of it. */
    void told(String groupKey, Instant now, String receiver, String why) {
        open(groupKey).ifPresent(incident -> keep(incident.told(now, receiver, why), now));
    }

    IncidentAction.Result act(IncidentAction action, Instant now) {
        Optional<Incident> found = byId.values().stream()
                .filter(incident -> incident.id().equalsIgnoreCase(action.incidentId()))
                .findFirst();
        if (found.isEmpty()) {
            return new IncidentAction.Result(IncidentAction.Outcome.UNKNOWN, found);
        }
        if (!action.isPossible(found.get())) {
            return new IncidentAction.Result(IncidentAction.Outcome.OVER, found);
        }
        Incident changed = keep(changed(found.get(), action, now), now);
        return new IncidentAction.Result(IncidentAction.Outcome.DONE, Optional.of(changed));
    }

    private static Incident changed(Incident incident, IncidentAction action, Instant now) {
        return switch (action.kind()) {
            case ACK -> incident.acknowledged(now, action.by(), action.through(), action.text());
            case UNACK -> incident.unacknowledged(now, action.by(), action.text());
            case NOTE -> incident.noted(now, action.by(), action.text());
            case CAUSE -> incident.identified(now, action.by(), action.text());
            case MITIGATED -> incident.mitigated(now, action.by(), action.text());
            case RESOLVE -> incident.resolved(now, action.by(), action.text());
        };
    }

    /** When an escalation has its next level. */
    Optional<Instant> nextStep() {
        return Optional.ofNullable(steps.peek()).map(Step::at);
    }

    /** The levels that are due now, of all incidents, each incident's together and in order. */
    Map<Incident, List<Level>> due(Instant now) {
        Map<Incident, List<Level>> due = new LinkedHashMap<>();
        while (!steps.isEmpty() && !steps.peek().at.isAfter(now)) {
            Incident incident = byId.get(steps.remove().incident);
            if (incident != null && incident.isOpen() && !due.containsKey(incident)) {
                List<Level> levels = oncall.policy(incident).stream()
                        .flatMap(policy -> policy.due(incident, now).stream()
                                .map(level -> new Level(incident, level, policy.name())))
                        .toList();
                if (!levels.isEmpty()) {
                    due.put(incident, levels);
                }
            }
        }
        return due;
    }

    /**
     * Levels of one incident were told.
     *
     * @param toWhom for each level, in the same order
     */
    void escalated(Incident incident, List<Level> levels, List<String> toWhom, Instant now) {
        Incident changed = incident;
        Instant upTo = incident.escalatesFrom();
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            String why = level.due().isReminder() ? "acknowledged, and still not resolved" : "policy " + level.policy();
            changed = changed.escalated(now, level.due().level(), toWhom.get(i), why);
            upTo = level.due().at().isAfter(upTo) ? level.due().at() : upTo;
        }
        keep(changed.escalatedUpTo(upTo), now);
    }

    /** An escalation found everything kept quiet; it is looked at again. */
    void postpone(Incident incident, Instant until) {
        steps.add(new Step(until, incident.id()));
    }

    Incident acted(Incident incident, String action, String receiver, Instant now) {
        return keep(incident.acted(now, action, receiver), now);
    }

    /** The incident of a group, open or just over. */
    Optional<IncidentLink> link(String groupKey, String note, Instant now) {
        return last(groupKey)
                .map(incident -> new IncidentLink(incident.id(), incident.severity(), ackUrl(incident, now), note));
    }

    private Optional<String> ackUrl(Incident incident, Instant now) {
        Optional<String> base = oncall.acknowledge().baseUrl().filter(url -> incident.isOpen());
        return links.flatMap(signed -> base.map(url ->
                url + "/ack/" + signed.token(incident.id(), SignedLink.Purpose.ACKNOWLEDGE, now.plus(LINK_LIFE))));
    }

    /** Whether somebody is at it, so that nothing is repeated. */
    boolean isAcknowledged(String groupKey) {
        return open(groupKey).flatMap(Incident::acknowledged).isPresent();
    }

    private Incident keep(Incident incident, Instant now) {
        Incident before = byId.put(incident.id(), incident);
        if (incident.equals(before)) {
            return incident;
        }
        lastOfGroup.put(incident.groupKey(), incident.id());
        journal.incident(incident);
        schedule(incident, now);
        forgetTheOldest();
        return incident;
    }

    private void schedule(Incident incident, Instant now) {
        if (incident.isOpen()) {
            oncall.policy(incident)
                    .flatMap(policy -> policy.next(incident))
                    .ifPresent(at -> steps.add(new Step(at.isBefore(now) ? now : at, incident.id())));
        }
    }

    private void forgetTheOldest() {
        if (byId.size() <= REMEMBERED) {
            return;
        }
        byId.values().stream()
                .filter(incident -> !incident.isOpen())
                .min(Comparator.comparing(incident -> incident.resolvedAt().orElseThrow()))
                .ifPresent(oldest -> {
                    byId.remove(oldest.id());
                    lastOfGroup.remove(oldest.groupKey(), oldest.id());
                    journal.incidentForgotten(oldest.id());
                });
    }
}
