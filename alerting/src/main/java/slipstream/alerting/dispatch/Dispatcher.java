package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.deliver.Attempt;
import slipstream.alerting.deliver.Outboxes;
import slipstream.alerting.deliver.Outcomes;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.GroupStatus;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.route.Route;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/**
 * Alertmanager's dispatcher, with a memory. It is first told everything that is known ({@code restore}, {@code silence},
 * {@code alert}), then begins, and from then on decides. Thread-safe; never blocks.
 */
public final class Dispatcher implements Outcomes {
    /** How often groups without alerts are dropped; until then one keeps its beat (Alertmanager, {@code dispatch.Dispatcher.run}). */
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final Present present = new Present();
    private final Groups groups = new Groups();
    private final Suppressions suppressions = new Suppressions();
    private final TreeSet<End> ends = new TreeSet<>();
    private final Damping damping = new Damping();
    private final StatusView view = new StatusView(suppressions);
    private final Incidents incidents;
    private final Teller teller;
    private final Escalator escalator;
    private final Beyond beyond;
    private final Follower follower;
    private final InternalAlerts internal;
    private final Journal journal;
    private final InstantSource clock;
    private Outboxes outboxes;
    private Routes routes = Routes.of(Optional.empty());
    private boolean begun;
    private Instant beginning = Instant.EPOCH;

    /** When an alert ends unless it is heard of again. */
    private record End(Instant at, String fingerprint) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            int order = at.compareTo(other.at);
            return order == 0 ? fingerprint.compareTo(other.fingerprint) : order;
        }
    }

    /** @param externalUrl where people find Slipstream, for the records */
    public Dispatcher(Journal journal, String externalUrl, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        this.outboxes = Nobody.INSTANCE;
        this.incidents = new Incidents(journal);
        this.teller = new Teller(outboxes, journal, new Decisions(externalUrl));
        this.escalator = new Escalator(incidents, teller);
        this.beyond = new Beyond(present, groups, teller);
        this.follower = new Follower(present, groups, suppressions, incidents, escalator);
        this.internal = new InternalAlerts(journal, externalUrl);
    }

    public synchronized void restore(Told told) {
        teller.restore(told);
    }

    public synchronized void restore(Plan plan) {
        teller.restore(plan);
    }

    public synchronized void restore(Incident incident) {
        incidents.restore(incident);
    }

    /** From now on these routes lead to these receivers; groups are formed anew, and what waits is put where its receiver finds it. */
    public synchronized void configure(Rules rules, Outboxes receivers) {
        Instant now = now();
        routes = Routes.of(rules.routing());
        outboxes = receivers;
        teller.use(receivers);
        beyond.use(receivers);
        follower.use(routes);
        suppressions.configure(rules.routing(), rules.oncall(), present.all(), now);
        damping.configure(rules.oncall().flap());
        incidents.configure(rules.oncall(), now);
        escalator.configure(rules.oncall(), receivers);
        if (begun) {
            regroup(now);
        }
    }

    /** Everything that was known is told; decides from now on. */
    public synchronized void begin() {
        begun = true;
        regroup(now());
    }

    public synchronized void silence(Silence silence) {
        suppressions.put(silence, now());
    }

    /** An alert began, goes on, or ended. */
    public synchronized void alert(AlertEvent said) {
        Instant now = now();
        Optional<Known> before = present.find(said.fingerprint());
        AlertEvent event = damping.heard(before, said, now);
        Known heard = before.map(known -> known.heard(event, now)).orElseGet(() -> new Known(event, now));
        boolean isNews = before.isPresent() || !heard.isOver(now);
        if (!isNews && teller.owing(event.fingerprint()).isEmpty()) {
            return;
        }
        if (begun && heard.isOver(now)) {
            before.ifPresent(known -> lookWhileItFires(known, now));
        }
        before.ifPresent(known -> ends.remove(new End(known.end(), known.fingerprint())));
        present.put(heard);
        suppressions.heard(heard, now);
        if (begun) {
            enter(heard, now);
            if (event.status() != said.status()) {
                tellNobodyOfTheEnd(heard, said, now);
            }
        }
    }

    /** What was to be told at once is told, also when the end comes in the same moment. */
    private void lookWhileItFires(Known alert, Instant now) {
        for (Route route : routes.of(alert)) {
            groups.find(route, route.grouping().of(alert.event().labels()))
                    .filter(group -> !group.next().isAfter(now))
                    .ifPresent(group -> look(group, now));
        }
    }

    private void tellNobodyOfTheEnd(Known flapping, AlertEvent end, Instant now) {
        Suppression why = new Suppression(DeliveryReason.FLAPPING, "until " + flapping.end());
        for (Route route : routes.of(flapping)) {
            groups.find(route, route.grouping().of(end.labels()))
                    .ifPresent(group -> outboxes.named(route.receiver())
                            .forEach(receiver -> teller.suppress(receiver, group, List.of(end), why, now)));
        }
    }

    /** When there is something to decide next, if nothing happens before. */
    public synchronized Optional<Instant> nextDue() {
        Optional<Instant> end = ends.stream().findFirst().map(End::at);
        return Stream.of(end, groups.nextLook(), incidents.nextStep())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Decides whatever is due. */
    public synchronized void tick() {
        Instant now = now();
        while (!ends.isEmpty() && !ends.first().at.isAfter(now)) {
            present.find(ends.pollFirst().fingerprint)
                    .filter(alert -> alert.isOver(now))
                    .ifPresent(alert -> enter(alert, now));
        }
        Optional<Group> due = groups.takeDue(now);
        while (due.isPresent()) {
            look(due.get(), now);
            due = groups.takeDue(now);
        }
        escalator.escalate(key -> follower.firing(key, now), now);
    }

    private void regroup(Instant now) {
        beginning = now;
        groups.clear();
        ends.clear();
        List<Known> over = new ArrayList<>();
        for (Known alert : present.all()) {
            if (alert.isOver(now)) {
                over.add(alert);
            } else {
                enter(alert, now);
            }
        }
        over.forEach(alert -> enter(alert, now));
        over.forEach(this::forgetIfSettled);
        teller.plans().forEach(plan -> beyond.resume(plan, now));
        follower.endThoseWithoutAGroup(now);
    }

    private void enter(Known alert, Instant now) {
        if (!alert.isOver(now) && !alert.end().equals(Instant.MAX)) {
            ends.add(new End(alert.end(), alert.fingerprint()));
        }
        for (Route route : routes.of(alert)) {
            SortedMap<String, String> labels = route.grouping().of(alert.event().labels());
            boolean isOver = alert.isOver(now);
            if (!isOver
                    || groups.find(route, labels).isPresent()
                    || teller.isOwed(alert.fingerprint(), route.groupKey(labels))) {
                Group group = groups.findOrCreate(route, labels, now);
                group.put(alert, now);
                groups.schedule(group);
                if (Routes.isToConsole(route)) {
                    look(group, now);
                }
            }
        }
        if (alert.isOver(now)) {
            suppressions.forget(alert);
            beyond.tellOfTheEnd(alert.fingerprint(), now);
        }
    }

    /** Looks at a group: who of it is kept quiet, and what are the others to be told. */
    private void look(Group group, Instant now) {
        group.look(now);
        if (group.isEmpty()) {
            groups.remove(group);
            return;
        }
        Look seen = Look.at(group, suppressions, now);
        follower.follow(group, seen, now);
        boolean isAnyoneKeptQuiet = false;
        for (Receiver receiver : outboxes.named(group.route().receiver())) {
            Look heard = seen.by(receiver.name(), suppressions, now);
            if (heard.speaking().isEmpty()) {
                teller.withdraw(new ToldKey(receiver.id(), group.key()));
            } else {
                teller.tell(receiver, telling(group, heard, now), now);
            }
            isAnyoneKeptQuiet |= !heard.hushed().isEmpty();
            if (group.hush(receiver.id(), heard.quietness())) {
                heard.hushed().forEach((why, alerts) -> teller.suppress(receiver, group, alerts, why, now));
            }
        }
        group.removeIf(alert -> alert.isOver(now) && !teller.isOwed(alert.fingerprint(), group.key()));
        seen.over().forEach(this::forgetIfSettled);
        lookAgain(group, isAnyoneKeptQuiet || !seen.hushed().isEmpty(), now);
    }

    private void lookAgain(Group group, boolean isAnyoneKeptQuiet, Instant now) {
        boolean isUnsettled = isAnyoneKeptQuiet || group.alerts().stream().anyMatch(alert -> alert.isOver(now));
        if (group.isEmpty()) {
            group.endAt(nextSweep(now));
        } else if (isUnsettled) {
            group.lookAt(now);
        } else {
            Duration repeat = group.route().timing().repeatInterval();
            outboxes.named(group.route().receiver()).stream()
                    .flatMap(receiver -> teller.last(new ToldKey(receiver.id(), group.key())).stream())
                    .forEach(told -> group.lookAt(told.at().plus(repeat).plusNanos(1)));
        }
        groups.schedule(group);
    }

    private Telling telling(Group group, Look seen, Instant now) {
        return new Telling(
                group.key(),
                group.labels(),
                seen.speaking(),
                Optional.of(group.route().timing().repeatInterval())
                        .filter(interval -> !incidents.isAcknowledged(group.key())),
                incidents.link(group.key(), "", now));
    }

    private Instant nextSweep(Instant now) {
        long sweeps = Duration.between(beginning, now).dividedBy(SWEEP);
        return beginning.plus(SWEEP.multipliedBy(sweeps + 1));
    }

    private void forgetIfSettled(Known alert) {
        boolean isGrouped = routes.of(alert).stream()
                .flatMap(route ->
                        groups.find(route, route.grouping().of(alert.event().labels())).stream())
                .anyMatch(group -> group.contains(alert.fingerprint()));
        if (!isGrouped && teller.owing(alert.fingerprint()).isEmpty()) {
            present.remove(alert.fingerprint());
            routes.forget(alert);
        }
    }

    @Override
    public synchronized void delivered(Receiver receiver, Attempt told, Delivery.Delivered answer) {
        Instant now = now();
        teller.delivered(receiver, told, answer, now);
        internal.delivered(receiver, now);
        told.parts().forEach(part -> {
            if (part.message().group().status() == AlertState.FIRING) {
                incidents.told(
                        part.groupKey(),
                        now,
                        receiver.id(),
                        part.message().group().notificationReason());
            }
        });
        lookAfter(told, now);
    }

    @Override
    public synchronized void gaveUp(Receiver receiver, Attempt untold, Delivery answer, boolean expired) {
        Instant now = now();
        teller.gaveUp(receiver, untold, answer, expired, now);
        escalator.fallBack(receiver, untold, now);
        internal.gaveUp(receiver, answer, now);
        lookAfter(untold, now);
    }

    /** Not under the lock: others go on deciding. */
    @Override
    public void awaitSafe() throws InterruptedException {
        journal.awaitSafe();
    }

    /** What a receiver knows has changed, and so perhaps when he is to be told again. */
    private void lookAfter(Attempt attempt, Instant now) {
        attempt.parts().forEach(part -> {
            groups.withKey(part.groupKey()).forEach(group -> {
                group.removeIf(alert -> group.wasOver(alert) && !teller.isOwed(alert.fingerprint(), group.key()));
                if (group.isEmpty()) {
                    group.endAt(nextSweep(now));
                } else {
                    group.lookAt(now);
                }
                groups.schedule(group);
            });
            part.message().group().events().stream()
                    .filter(alert -> alert.status() == AlertState.RESOLVED)
                    .flatMap(alert -> present.find(alert.fingerprint()).stream())
                    .filter(alert -> alert.isOver(now))
                    .forEach(this::forgetIfSettled);
        });
    }

    public synchronized List<Silence> silences() {
        return suppressions.silences();
    }

    /** Every alert that has not ended. */
    public synchronized List<AlertStatus> alerts() {
        return view.alerts(present.all(), routes, now());
    }

    /** Every group that has an alert which has not ended, but for those of the console. */
    public synchronized List<GroupStatus> groups() {
        return view.groups(groups.all(), routes, now());
    }

    public synchronized Collection<Incident> incidents() {
        return incidents.all();
    }

    /** Somebody does something about an incident. */
    public synchronized IncidentAction.Result act(IncidentAction action) {
        return incidents.act(action, now());
    }

    /** More than milliseconds would only make records longer. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
