package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.deliver.Attempt;
import slipstream.alerting.deliver.Outboxes;
import slipstream.alerting.deliver.Pending;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.deliver.RecordingChannel;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.route.Routing;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.event.Notification;

/**
 * A dispatcher in a world of its own: time passes when told, receivers take what they are given unless they are away, and what
 * has to be safe is in memory, so that a new dispatcher can go on after a crash.
 */
final class DispatchWorld implements Outboxes, Journal {
    static final Instant START = Alerts.T0;

    /** What a receiver got. */
    record Got(Duration at, String receiver, List<AlertEvent> alerts, String key, String reason, String groupKey) {
        /** Each alert as its name and state, in the order of the notification. */
        List<String> names() {
            return alerts.stream()
                    .map(alert -> alert.labels().get("alertname") + " "
                            + alert.status().word())
                    .toList();
        }
    }

    final ManualClock clock = new ManualClock(START);
    final List<Got> got = new ArrayList<>();
    final List<Notification> decisions = new ArrayList<>();
    final Map<ToldKey, Told> told = new LinkedHashMap<>();
    final Map<ToldKey, Plan> plans = new LinkedHashMap<>();
    final Set<String> away = new HashSet<>();
    final Set<String> refuses = new HashSet<>();
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();
    private final Map<String, AlertEvent> topic = new LinkedHashMap<>();
    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private final Map<ToldKey, Pending> waiting = new LinkedHashMap<>();
    final Map<String, Incident> incidents = new LinkedHashMap<>();
    final List<AlertEvent> raised = new ArrayList<>();
    private Rules rules = Rules.NONE;
    private Dispatcher dispatcher;

    DispatchWorld() {
        receiver("console", true);
        dispatcher = new Dispatcher(this, "http://127.0.0.1:8080", clock);
    }

    DispatchWorld receiver(String name, boolean sendResolved) {
        String id = name + "/webhook[0]";
        receivers.put(id, new Receiver(id, name, sendResolved, new RecordingChannel()));
        return this;
    }

    void removeReceiver(String name) {
        receivers.remove(name + "/webhook[0]");
    }

    DispatchWorld begin(Optional<Routing> given) {
        return begin(new Rules(given, Oncall.NONE));
    }

    DispatchWorld begin(Rules given) {
        rules = given;
        dispatcher.configure(rules, this);
        dispatcher.begin();
        return this;
    }

    void reload(Routing changed) {
        rules = new Rules(Optional.of(changed), rules.oncall());
        waiting.clear();
        dispatcher.configure(rules, this);
    }

    /** The process dies and another one reads what is safe. */
    void restart() {
        waiting.clear();
        dispatcher = new Dispatcher(this, "http://127.0.0.1:8080", clock);
        List.copyOf(told.values()).forEach(dispatcher::restore);
        List.copyOf(plans.values()).forEach(dispatcher::restore);
        silences.values().forEach(dispatcher::silence);
        List.copyOf(topic.values()).forEach(dispatcher::alert);
        List.copyOf(incidents.values()).forEach(dispatcher::restore);
        dispatcher.configure(rules, this);
        dispatcher.begin();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    void alert(AlertEvent event) {
        topic.put(event.fingerprint(), event);
        dispatcher.alert(event);
    }

    void silence(Silence silence) {
        silences.put(silence.id(), silence);
        dispatcher.silence(silence);
    }

    /** Time passes, in steps of 10 ms or from one due instant to the next, whichever is longer. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        settle();
        while (clock.instant().isBefore(end)) {
            Instant step = clock.instant().plusMillis(10);
            Instant due =
                    dispatcher.nextDue().filter(next -> next.isAfter(step)).orElse(step);
            Instant next = dispatcher.nextDue().isEmpty() || due.isAfter(end) ? end : due;
            clock.pass(Duration.between(clock.instant(), next));
            settle();
        }
    }

    private void settle() {
        dispatcher.tick();
        deliver();
        dispatcher.tick();
    }

    /** Everybody who is not away takes what waits for him. */
    void deliver() {
        for (Pending pending : List.copyOf(waiting.values())) {
            Receiver receiver = receivers.get(pending.receiver());
            if (receiver != null && refuses.contains(receiver.name())) {
                waiting.remove(new ToldKey(pending.receiver(), pending.groupKey()));
                Delivery.Rejected refusal = new Delivery.Rejected(DeliveryReason.REFUSED, "HTTP 400");
                dispatcher.gaveUp(receiver, new Attempt(List.of(pending), 1), refusal, false);
            } else if (receiver != null && !away.contains(receiver.name())) {
                waiting.remove(new ToldKey(pending.receiver(), pending.groupKey()));
                got.add(new Got(
                        Duration.between(START, clock.instant()),
                        receiver.name(),
                        pending.message().group().events(),
                        pending.message().idempotencyKey(),
                        pending.message().group().notificationReason(),
                        pending.groupKey()));
                dispatcher.delivered(receiver, new Attempt(List.of(pending), 1), new Delivery.Delivered(""));
            }
        }
    }

    List<Got> gotBy(String receiver) {
        return got.stream().filter(one -> one.receiver().equals(receiver)).toList();
    }

    static AlertEvent firing(Map<String, String> labels, Instant startsAt, Optional<Instant> endsAt) {
        return event(AlertState.FIRING, labels, startsAt, endsAt);
    }

    static AlertEvent resolved(Map<String, String> labels, Instant startsAt, Instant endsAt) {
        return event(AlertState.RESOLVED, labels, startsAt, Optional.of(endsAt));
    }

    private static AlertEvent event(
            AlertState state, Map<String, String> labels, Instant startsAt, Optional<Instant> endsAt) {
        return new AlertEvent(
                state,
                Fingerprint.of(labels),
                new TreeMap<>(labels),
                new TreeMap<>(),
                startsAt,
                endsAt,
                "",
                "",
                labels.getOrDefault("service", ""),
                labels.getOrDefault("severity", ""),
                startsAt,
                List.of(),
                Optional.empty());
    }

    @Override
    public Optional<Receiver> find(String id) {
        return Optional.ofNullable(receivers.get(id));
    }

    @Override
    public List<Receiver> named(String name) {
        return receivers.values().stream()
                .filter(receiver -> receiver.name().equals(name))
                .toList();
    }

    @Override
    public void put(Pending pending) {
        waiting.put(new ToldKey(pending.receiver(), pending.groupKey()), pending);
    }

    @Override
    public void withdraw(String receiver, String groupKey) {
        waiting.remove(new ToldKey(receiver, groupKey));
    }

    @Override
    public void told(Told entry) {
        told.put(entry.key(), entry);
    }

    @Override
    public void forgotten(ToldKey key) {
        told.remove(key);
    }

    @Override
    public void planned(Plan plan) {
        plans.put(plan.key(), plan);
    }

    @Override
    public void settled(ToldKey key) {
        plans.remove(key);
    }

    @Override
    public void incident(Incident incident) {
        incidents.put(incident.id(), incident);
    }

    @Override
    public void incidentForgotten(String id) {
        incidents.remove(id);
    }

    @Override
    public void raised(AlertEvent alert) {
        raised.add(alert);
        alert(alert);
    }

    @Override
    public void decided(Notification decision) {
        decisions.add(decision);
    }
}
