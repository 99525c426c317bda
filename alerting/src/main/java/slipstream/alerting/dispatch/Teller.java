package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.channel.Message;
import slipstream.alerting.deliver.Attempt;
import slipstream.alerting.deliver.Outboxes;
import slipstream.alerting.deliver.Pending;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Notification.Decision;

/** Decides for one receiver and one group whether there is something to say, says it, and remembers it. Not thread-safe. */
final class Teller {
    private final NotificationLog log = new NotificationLog(Told::owed);
    private final Map<ToldKey, Plan> plans = new HashMap<>();
    private final NotificationLog planned = new NotificationLog(Told::alerts);
    private final Journal journal;
    private final Decisions decisions;

    private Outboxes outboxes;

    Teller(Outboxes outboxes, Journal journal, Decisions decisions) {
        this.outboxes = outboxes;
        this.journal = journal;
        this.decisions = decisions;
    }

    void restore(Told told) {
        log.put(told);
    }

    void restore(Plan plan) {
        plans.put(plan.key(), plan);
        planned.put(plan.content());
    }

    /** From now on messages are put there. */
    void use(Outboxes others) {
        outboxes = others;
    }

    /** Tells a receiver what he does not know yet. */
    void tell(Receiver receiver, Telling telling, Instant now) {
        ToldKey key = new ToldKey(receiver.id(), telling.groupKey());
        Optional<Plan> waiting = Optional.ofNullable(plans.get(key));
        Optional<Told> last = waiting.map(Plan::content).or(() -> log.find(key));
        SortedMap<String, Instant> firing = telling.starts(AlertState.FIRING);
        SortedMap<String, Instant> resolved = telling.starts(AlertState.RESOLVED);
        Optional<String> reason = Repetition.reason(
                last,
                firing.keySet(),
                resolved.keySet(),
                receiver.sendResolved(),
                telling.repeatInterval().orElse(Duration.ZERO),
                now);
        boolean isRepetition = reason.filter(Repetition.REPEATED::equals).isPresent();
        if (reason.isEmpty()
                || (isRepetition
                        && (waiting.isPresent() || telling.repeatInterval().isEmpty()))) {
            return;
        }
        Told content = new Told(key, telling.groupLabels(), now, firing, resolved, withheld(key, telling), false);
        Optional<DeliveryReason> silence = reasonNotToSay(receiver, telling, waiting, last);
        if (silence.isPresent()) {
            AlertGroup group = group(telling, telling.alerts(), reason.get());
            suppress(receiver, group, Decisions.Made.suppressed(silence.get(), "", now));
            remember(content);
            return;
        }
        List<AlertEvent> said = waiting.isPresent() ? telling.alerts() : wanted(receiver, telling.alerts());
        AlertGroup group = group(telling, said, reason.get());
        String idempotencyKey = IdempotencyKey.of(key, firing, resolved, log.find(key), "");
        Instant since = waiting.map(Plan::since).orElse(now);
        send(new Plan(content, idempotencyKey, reason.get(), "", since, false), group, telling.incident());
    }

    /**
     * Tells a receiver regardless of what he knows, as a step of an escalation does.
     *
     * @param reason for people
     * @param what makes it another message than any other about these alerts
     * @param isAction whether the receiver is to do something rather than to know
     */
    void tellAnyway(Receiver receiver, Telling telling, String reason, String what, boolean isAction, Instant now) {
        ToldKey key = new ToldKey(receiver.id(), telling.groupKey());
        SortedMap<String, Instant> firing = telling.starts(AlertState.FIRING);
        SortedMap<String, Instant> resolved = telling.starts(AlertState.RESOLVED);
        Told content = new Told(key, telling.groupLabels(), now, firing, resolved, withheld(key, telling), false);
        String idempotencyKey = IdempotencyKey.of(key, firing, resolved, Optional.empty(), what);
        send(
                new Plan(content, idempotencyKey, reason, reason, now, isAction),
                group(telling, telling.alerts(), reason),
                telling.incident());
    }

    private void send(Plan plan, AlertGroup group, Optional<IncidentLink> incident) {
        restore(plan);
        journal.planned(plan);
        outboxes.put(plan.pending(new Message(group, plan.idempotencyKey(), incident)));
    }

    /** Puts what was planned before a restart, or before the receivers changed, where its receiver finds it. */
    void resume(Plan plan, Telling telling) {
        outboxes.put(plan.pending(new Message(
                group(telling, telling.alerts(), plan.reason()), plan.idempotencyKey(), telling.incident())));
    }

    /** What was planned is not to be said after all. */
    void withdraw(ToldKey key) {
        if (plans.containsKey(key)) {
            outboxes.withdraw(key.receiver(), key.groupKey());
            drop(key);
        }
    }

    /** What was planned is no longer to be said. */
    void drop(ToldKey key) {
        if (plans.remove(key) != null) {
            planned.remove(key);
            journal.settled(key);
        }
    }

    void forget(ToldKey key) {
        if (log.find(key).isPresent()) {
            log.remove(key);
            journal.forgotten(key);
        }
    }

    /** Writes down that somebody is not told. */
    void suppress(Receiver receiver, Group group, List<AlertEvent> alerts, Suppression why, Instant now) {
        AlertGroup hushed = new AlertGroup(group.key(), group.labels(), alerts, "suppressed");
        suppress(receiver, hushed, Decisions.Made.suppressed(why.reason(), why.by(), now));
    }

    private void suppress(Receiver receiver, AlertGroup group, Decisions.Made made) {
        journal.decided(decisions.record(receiver, group, "", made));
    }

    void delivered(Receiver receiver, Attempt attempt, Delivery.Delivered answer, Instant now) {
        for (Pending part : attempt.parts()) {
            land(receiver, part, now, false);
            decide(
                    receiver,
                    part,
                    new Decisions.Made(Decision.DELIVERED, answer.reason(), answer.detail(), attempt.number(), now));
        }
    }

    void gaveUp(Receiver receiver, Attempt attempt, Delivery answer, boolean expired, Instant now) {
        Decision decision = expired ? Decision.EXPIRED : Decision.REJECTED;
        for (Pending part : attempt.parts()) {
            land(receiver, part, now, true);
            decide(
                    receiver,
                    part,
                    new Decisions.Made(decision, answer.reason(), answer.detail(), attempt.number(), now));
        }
    }

    private void land(Receiver receiver, Pending part, Instant now, boolean failed) {
        ToldKey key = new ToldKey(receiver.id(), part.groupKey());
        Plan plan = plans.get(key);
        String landed = part.message().idempotencyKey();
        if (plan != null && plan.idempotencyKey().equals(landed)) {
            drop(key);
            if (!plan.action()) {
                remember(plan.content().at(now, failed));
            }
        } else if (!failed) {
            remember(content(key, part, now));
        }
    }

    /** What was told by a message that meanwhile has a successor. */
    private static Told content(ToldKey key, Pending part, Instant now) {
        SortedMap<String, Instant> firing = new TreeMap<>();
        SortedMap<String, Instant> resolved = new TreeMap<>();
        part.message()
                .group()
                .events()
                .forEach(alert -> (alert.status() == AlertState.FIRING ? firing : resolved)
                        .put(alert.fingerprint(), alert.startsAt()));
        return new Told(key, part.message().group().groupLabels(), now, firing, resolved, new TreeMap<>(), false);
    }

    private void decide(Receiver receiver, Pending part, Decisions.Made made) {
        journal.decided(decisions.record(
                receiver, part.message().group(), part.message().idempotencyKey(), made));
    }

    private void remember(Told told) {
        if (told.firing().isEmpty() && told.withheld().isEmpty()) {
            // Nothing is owed, and a new episode is a first notification again.
            log.remove(told.key());
            journal.forgotten(told.key());
            return;
        }
        log.put(told);
        journal.told(told);
    }

    private static Optional<DeliveryReason> reasonNotToSay(
            Receiver receiver, Telling telling, Optional<Plan> waiting, Optional<Told> last) {
        boolean anyFiring = telling.alerts().stream().anyMatch(alert -> alert.status() == AlertState.FIRING);
        if (anyFiring || waiting.isPresent()) {
            return Optional.empty();
        }
        if (last.map(Told::failed).orElse(false)) {
            return Optional.of(DeliveryReason.FIRING_NEVER_TOLD);
        }
        if (!receiver.sendResolved()) {
            return Optional.of(DeliveryReason.RESOLVED_NOT_WANTED);
        }
        return wanted(receiver, telling.alerts()).isEmpty() ? Optional.of(DeliveryReason.SILENT) : Optional.empty();
    }

    private static List<AlertEvent> wanted(Receiver receiver, List<AlertEvent> alerts) {
        return alerts.stream()
                .filter(alert -> alert.status() == AlertState.FIRING || (receiver.sendResolved() && !alert.silent()))
                .toList();
    }

    /** Of whom the receiver was told, or was to be told, and does not hear now: he is still to hear of their end. */
    private SortedMap<String, Instant> withheld(ToldKey key, Telling telling) {
        SortedMap<String, Instant> withheld = new TreeMap<>();
        log.find(key).filter(told -> !told.failed()).ifPresent(told -> {
            withheld.putAll(told.withheld());
            withheld.putAll(told.firing());
        });
        Optional.ofNullable(plans.get(key)).map(Plan::content).ifPresent(content -> {
            withheld.putAll(content.withheld());
            withheld.putAll(content.firing());
        });
        telling.alerts().forEach(alert -> withheld.remove(alert.fingerprint()));
        return withheld;
    }

    private static AlertGroup group(Telling telling, List<AlertEvent> alerts, String reason) {
        return new AlertGroup(telling.groupKey(), telling.groupLabels(), alerts, reason);
    }

    /** Those who are still to hear of the end of an alert, or are about to hear that it fires. */
    Set<ToldKey> owing(String alert) {
        Set<ToldKey> owing = new HashSet<>(log.owing(alert));
        owing.addAll(planned.owing(alert));
        return owing;
    }

    /** Whether somebody is still to hear of the end of an alert as a part of a group. */
    boolean isOwed(String alert, String groupKey) {
        return log.isOwed(alert, groupKey) || planned.isOwed(alert, groupKey);
    }

    boolean isActing(ToldKey key) {
        return Optional.ofNullable(plans.get(key)).filter(Plan::action).isPresent();
    }

    Optional<Told> last(ToldKey key) {
        return log.find(key);
    }

    /** The alerts whose end a receiver is still to hear of, as a part of a group. */
    Set<String> owedTo(ToldKey key) {
        Set<String> owed = new HashSet<>();
        log.find(key).ifPresent(told -> owed.addAll(told.owed()));
        Optional.ofNullable(plans.get(key))
                .ifPresent(plan -> owed.addAll(plan.content().alerts()));
        return owed;
    }

    /** The labels of a group of which a receiver was told. */
    SortedMap<String, String> groupLabels(ToldKey key) {
        return Optional.ofNullable(plans.get(key))
                .map(Plan::content)
                .or(() -> log.find(key))
                .map(Told::groupLabels)
                .orElseGet(TreeMap::new);
    }

    Collection<Plan> plans() {
        return new ArrayList<>(plans.values());
    }

    Collection<Told> told() {
        return new ArrayList<>(log.all());
    }
}
