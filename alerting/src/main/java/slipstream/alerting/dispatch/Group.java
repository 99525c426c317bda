package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import slipstream.alerting.route.Route;

/** Alerts that one route tells together, and when it is next looked at (Alertmanager, {@code dispatch.aggrGroup}). Not thread-safe. */
final class Group {
    private final Route route;
    private final String key;
    private final SortedMap<String, String> labels;
    private final Map<String, Known> alerts = new LinkedHashMap<>();
    private Instant next;
    private Instant lastBeat;
    private Instant lookedAt = Instant.MIN;
    private boolean flushed;
    private final Map<String, String> hushed = new HashMap<>();

    Group(Route route, SortedMap<String, String> labels, Instant now) {
        this.route = route;
        this.key = route.groupKey(labels);
        this.labels = labels;
        this.next = now.plus(route.timing().groupWait());
        this.lastBeat = next;
    }

    Route route() {
        return route;
    }

    String key() {
        return key;
    }

    SortedMap<String, String> labels() {
        return labels;
    }

    Collection<Known> alerts() {
        return alerts.values();
    }

    /** When it is to be looked at next; {@link Instant#MAX} when only something new makes that necessary. */
    Instant next() {
        return next;
    }

    /** An alert is new or has changed; one that fires for longer than the group waits is told at once. */
    void put(Known alert, Instant now) {
        if (flushed && alerts.isEmpty()) {
            next = Instant.MAX;
        }
        alerts.put(alert.fingerprint(), alert);
        Instant waited = alert.event().startsAt().plus(route.timing().groupWait());
        if (!flushed) {
            next = waited.isBefore(now) ? now : next;
        } else {
            lookAt(now);
        }
    }

    /** It is being looked at. */
    void look(Instant now) {
        flushed = true;
        lookedAt = now;
        // Looks keep their beat, also when one comes a little late.
        lastBeat = next.plus(route.timing().groupInterval()).isAfter(now) ? next : now;
        next = Instant.MAX;
    }

    /** It is looked at on the first beat that is not before an instant, and not before one beat after the last look. */
    void lookAt(Instant instant) {
        if (!flushed) {
            return;
        }
        Duration interval = route.timing().groupInterval();
        Instant beat = lastBeat.plus(interval);
        if (beat.isBefore(instant)) {
            long missed = (Duration.between(beat, instant).toNanos() + interval.toNanos() - 1) / interval.toNanos();
            beat = beat.plus(interval.multipliedBy(missed));
        }
        if (beat.isBefore(next)) {
            next = beat;
        }
    }

    /** Whether an alert was over at the last look, and nothing was heard of it since. */
    boolean wasOver(Known alert) {
        return alert.isOver(lookedAt) && !alert.updatedAt().isAfter(lookedAt);
    }

    /** It has no alert left, and ends unless one comes before. */
    void endAt(Instant instant) {
        next = instant;
    }

    /** Notes who is kept quiet for a receiver and why; true when that is news. */
    boolean hush(String receiver, String who) {
        String before = hushed.put(receiver, who);
        return !who.isEmpty() && !who.equals(before);
    }

    boolean contains(String fingerprint) {
        return alerts.containsKey(fingerprint);
    }

    void removeIf(Predicate<Known> done) {
        alerts.values().removeIf(done);
    }

    boolean isEmpty() {
        return alerts.isEmpty();
    }
}
