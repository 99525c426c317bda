package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.alerting.deliver.Outboxes;
import slipstream.alerting.deliver.Receiver;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** What is still to be said to receivers to whom no group speaks: those whom the routes no longer lead to or never did, and plans from before a restart. Not thread-safe. */
final class Beyond {
    private final Present present;
    private final Groups groups;
    private final Teller teller;
    private Outboxes outboxes = Nobody.INSTANCE;

    Beyond(Present present, Groups groups, Teller teller) {
        this.present = present;
        this.groups = groups;
        this.teller = teller;
    }

    void use(Outboxes others) {
        outboxes = others;
    }

    /** Who was told of an alert and is not where the routes lead now hears of the end as soon as all he was told of is over. */
    void tellOfTheEnd(String fingerprint, Instant now) {
        for (ToldKey key : teller.owing(fingerprint)) {
            Optional<Receiver> receiver = outboxes.find(key.receiver());
            if (receiver.isEmpty()) {
                teller.forget(key);
            } else if (!teller.isActing(key) && !isLedTo(receiver.get(), key.groupKey(), fingerprint)) {
                tellOfTheEnd(receiver.get(), key, now);
            }
        }
    }

    private boolean isLedTo(Receiver receiver, String groupKey, String fingerprint) {
        return groups.withKey(groupKey).stream()
                .anyMatch(group -> group.route().receiver().equals(receiver.name()) && group.contains(fingerprint));
    }

    private void tellOfTheEnd(Receiver receiver, ToldKey key, Instant now) {
        List<AlertEvent> alerts = new ArrayList<>();
        for (String owed : teller.owedTo(key)) {
            present.find(owed).map(alert -> alert.at(now)).ifPresent(alerts::add);
        }
        boolean isOver = alerts.stream().allMatch(alert -> alert.status() == AlertState.RESOLVED);
        if (isOver && !alerts.isEmpty()) {
            alerts.sort(new AlertOrder());
            Telling end =
                    new Telling(key.groupKey(), teller.groupLabels(key), alerts, Optional.empty(), Optional.empty());
            teller.tell(receiver, end, now);
        }
    }

    /** Puts what was planned where its receiver finds it, as far as it can still be said. */
    void resume(Plan plan, Instant now) {
        List<AlertEvent> alerts = new ArrayList<>();
        Told content = plan.content();
        content.firing()
                .forEach((fingerprint, start) -> present.find(fingerprint)
                        .ifPresent(alert -> alerts.add(alert.event().as(AlertState.FIRING, start, Optional.empty()))));
        content.resolved()
                .forEach((fingerprint, start) -> present.find(fingerprint)
                        .ifPresent(alert -> alerts.add(asItWas(alert, start, content.at(), now))));
        if (alerts.isEmpty() || outboxes.find(plan.key().receiver()).isEmpty()) {
            teller.drop(plan.key());
            return;
        }
        alerts.sort(new AlertOrder());
        teller.resume(
                plan,
                new Telling(
                        plan.key().groupKey(),
                        plan.content().groupLabels(),
                        alerts,
                        Optional.empty(),
                        Optional.empty()));
    }

    /** An alert that was over when that was to be told; it may fire again. */
    private static AlertEvent asItWas(Known alert, Instant start, Instant then, Instant now) {
        return alert.isOver(now) && alert.event().startsAt().equals(start)
                ? alert.at(now)
                : alert.event().as(AlertState.RESOLVED, start, Optional.of(then));
    }
}
