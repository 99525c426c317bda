package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.ReceiverSettings;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.deliver.Attempt;
import slipstream.alerting.deliver.Outboxes;
import slipstream.alerting.deliver.Pending;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.dispatch.Dispatcher;
import slipstream.alerting.dispatch.Journal;
import slipstream.alerting.dispatch.Plan;
import slipstream.alerting.dispatch.Told;
import slipstream.alerting.dispatch.ToldKey;
import slipstream.alerting.incident.Incident;
import slipstream.contract.document.Problems;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.event.Notification;

/**
 * A pack's {@code alertmanager.yml} and {@code oncall.yml} with the real dispatcher, in a time that passes when told. Each receiver of the
 * pack takes at once whatever it is given, and it is written down.
 */
final class PackAlerting implements Outboxes, Journal {
    private final List<Got> got = new ArrayList<>();

    private final AlertingSettings settings;
    private final Dispatcher dispatcher;
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();
    private final Map<String, ChannelSettings> channels = new HashMap<>();
    private final Map<ToldKey, Pending> waiting = new LinkedHashMap<>();
    private Instant now = PackRun.T0;

    /** What a receiver got, and when. */
    record Got(Instant at, String receiver, Message message) {
        /** As {@code 10m10s email/email[0]}, counted from {@link PackRun#T0}. */
        @Override
        public String toString() {
            String after = Duration.between(PackRun.T0, at).toString();
            return after.substring("PT".length()).toLowerCase(Locale.ROOT) + " " + receiver;
        }
    }

    private record Recorder(String kind) implements Channel {
        @Override
        public String target() {
            return "a list in memory";
        }

        @Override
        public Delivery deliver(Message message) {
            throw new UnsupportedOperationException("it is enough that it was put there");
        }
    }

    private PackAlerting(AlertingSettings settings) {
        this.settings = settings;
        this.dispatcher = new Dispatcher(this, settings.externalUrl(), () -> now);
        for (ReceiverSettings receiver : settings.allReceivers()) {
            Map<String, Integer> numbers = new HashMap<>();
            for (ChannelSettings channel : receiver.channels()) {
                int number = numbers.merge(channel.kind(), 1, Integer::sum) - 1;
                String id = receiver.name() + "/" + channel.kind() + "[" + number + "]";
                channels.put(id, channel);
                receivers.put(
                        id, new Receiver(id, receiver.name(), channel.sendResolved(), new Recorder(channel.kind())));
            }
        }
        dispatcher.configure(settings.rules(), this);
        dispatcher.begin();
    }

    static PackAlerting of(String pack) {
        return of(Pack.folder(pack));
    }

    static PackAlerting of(Path folder) {
        Problems problems = new Problems();
        AlertingSettings settings = AlertingSettings.read(folder, problems);
        assertThat(problems.all()).isEmpty();
        return new PackAlerting(settings);
    }

    AlertingSettings settings() {
        return settings;
    }

    /** What the pack says about the channel of an id such as {@code ana/sms[0]}. */
    ChannelSettings channel(String id) {
        return channels.get(id);
    }

    /** Plays what streams wrote, each event at the instant that decided it. */
    PackAlerting play(List<AlertEvent> events) {
        for (AlertEvent event : events) {
            until(event.evaluatedAt());
            alert(event);
        }
        return this;
    }

    /** An alert that somebody else posts now. */
    PackAlerting posted(Map<String, String> labels) {
        return alert(event(AlertState.FIRING, labels, Optional.empty()));
    }

    /** It is over now. */
    PackAlerting over(Map<String, String> labels) {
        return alert(event(AlertState.RESOLVED, labels, Optional.of(now)));
    }

    private AlertEvent event(AlertState state, Map<String, String> labels, Optional<Instant> end) {
        return new AlertEvent(
                state,
                Fingerprint.of(labels),
                new TreeMap<>(labels),
                new TreeMap<>(),
                PackRun.T0,
                end,
                "",
                "",
                labels.getOrDefault("service", ""),
                labels.getOrDefault("severity", ""),
                now,
                List.of(),
                Optional.empty());
    }

    private PackAlerting alert(AlertEvent event) {
        dispatcher.alert(event);
        settle();
        return this;
    }

    /** Time passes up to an instant; whatever is due in between happens at its own time. */
    PackAlerting until(Instant end) {
        settle();
        while (now.isBefore(end)) {
            Instant since = now;
            now = dispatcher
                    .nextDue()
                    .filter(due -> due.isAfter(since) && due.isBefore(end))
                    .orElse(end);
            settle();
        }
        return this;
    }

    PackAlerting until(String afterT0) {
        return until(PackRun.t(afterT0));
    }

    private void settle() {
        dispatcher.tick();
        while (!waiting.isEmpty()) {
            List<Pending> all = List.copyOf(waiting.values());
            waiting.clear();
            for (Pending pending : all) {
                got.add(new Got(now, pending.receiver(), pending.message()));
                dispatcher.delivered(
                        receivers.get(pending.receiver()),
                        new Attempt(List.of(pending), 1),
                        new Delivery.Delivered(""));
            }
            dispatcher.tick();
        }
    }

    /** Somebody acknowledges the only incident that is open, in a chat. */
    PackAlerting acknowledged(String by) {
        return acted(IncidentAction.Kind.ACK, by, "");
    }

    PackAlerting acted(IncidentAction.Kind kind, String by, String text) {
        dispatcher.act(new IncidentAction(incident().id(), kind, by, "chat", text));
        settle();
        return this;
    }

    /** The latest incident. */
    Incident incident() {
        List<Incident> all = List.copyOf(dispatcher.incidents());
        return all.get(all.size() - 1);
    }

    /** Everything that anybody got, in order. */
    List<Got> got() {
        return List.copyOf(got);
    }

    /** Everything that was told, each as its time after {@link PackRun#T0} and whom. */
    List<String> told() {
        return got.stream().map(Got::toString).toList();
    }

    /** Of these, what was told of alerts that fire. */
    List<String> toldOfFiring() {
        return got.stream()
                .filter(one -> one.message().group().status() == AlertState.FIRING)
                .map(Got::toString)
                .toList();
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
    public void told(Told told) {}

    @Override
    public void forgotten(ToldKey key) {}

    @Override
    public void planned(Plan plan) {}

    @Override
    public void settled(ToldKey key) {}

    @Override
    public void incident(Incident incident) {}

    @Override
    public void incidentForgotten(String id) {}

    @Override
    public void raised(AlertEvent alert) {}

    @Override
    public void decided(Notification decision) {}
}
