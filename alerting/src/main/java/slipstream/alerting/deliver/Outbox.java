package slipstream.alerting.deliver;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What one receiver is still to be told. Events of one alert form a lane and leave it in order, each when the one before it is
 * settled; lanes do not wait for each other, so that one notification which the receiver cannot digest holds up no other
 * alert. Not thread-safe.
 */
final class Outbox {
    private final Map<String, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> waiting = new PriorityQueue<>(
            Comparator.<Lane, Instant>comparing(lane -> lane.due).thenComparing(lane -> lane.turn));

    private Instant quietUntil = Instant.MIN;
    private long turns;
    private int size;

    void add(Pending pending, Instant now) {
        size++;
        Lane lane = lanes.get(pending.event().fingerprint());
        if (lane == null) {
            lane = new Lane();
            lanes.put(pending.event().fingerprint(), lane);
            schedule(lane, now);
        }
        lane.queue.add(pending);
    }

    /** Takes the next event that is due; its lane rests until {@link #settle} or {@link #postpone}. */
    Optional<Pending> takeDue(Instant now) {
        Optional<Instant> due = nextDue();
        if (due.isEmpty() || due.get().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(waiting.remove().queue.element());
    }

    /** When there will be something to do; empty when there is nothing, or only the event that has been taken. */
    Optional<Instant> nextDue() {
        return Optional.ofNullable(waiting.peek()).map(lane -> lane.due.isAfter(quietUntil) ? lane.due : quietUntil);
    }

    /** The event that was taken is done with; the next one of its alert is due at once. */
    void settle(Pending taken, Instant now) {
        String alert = taken.event().fingerprint();
        Lane lane = lanes.get(alert);
        lane.queue.remove();
        size--;
        if (lane.queue.isEmpty()) {
            lanes.remove(alert);
        } else {
            schedule(lane, now);
        }
    }

    /** The event that was taken is to be tried again; it comes back as {@code tried}. */
    void postpone(Pending tried, Instant due) {
        Lane lane = lanes.get(tried.event().fingerprint());
        lane.queue.remove();
        lane.queue.addFirst(tried);
        schedule(lane, due);
    }

    /** Nothing at all is due before this instant. */
    void keepQuietUntil(Instant until) {
        quietUntil = until;
    }

    int size() {
        return size;
    }

    private void schedule(Lane lane, Instant due) {
        lane.due = due;
        lane.turn = turns++;
        waiting.add(lane);
    }

    /** The events of one alert, the oldest first. */
    private static final class Lane {
        private final Deque<Pending> queue = new ArrayDeque<>();
        private Instant due = Instant.MIN;
        private long turn;
    }
}
