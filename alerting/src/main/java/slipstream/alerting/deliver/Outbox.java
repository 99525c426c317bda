package slipstream.alerting.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * What one receiver is still to be told. Each group has a lane with at most one message that waits: a newer one takes its place,
 * since it says all that is still true. One attempt is under way at a time.
 *
 * <p>A receiver that fails is left alone for longer and longer and tried with one message at a time; when it is back, everything
 * goes out at once. A message that fails while others are taken waits by itself and holds up nobody. Not thread-safe.
 */
final class Outbox {
    private final Receiver.Limits limits;
    private final RandomGenerator random;
    private final Pace pace;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> waiting = new PriorityQueue<>(
            Comparator.<Lane, Instant>comparing(lane -> lane.due).thenComparing(lane -> lane.turn));

    private List<Lane> flying = List.of();
    private List<Lane> failedLast = List.of();
    private int failures;
    private Instant quietUntil = Instant.MIN;
    private long turns;

    Outbox(Receiver.Limits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
        this.pace = new Pace(limits);
    }

    /** Takes a message; one about the same group that still waits is forgotten, though not how long it waited. */
    void put(Pending pending, Instant now) {
        Lane lane = lanes.get(pending.groupKey());
        if (lane == null) {
            lane = new Lane(pending);
            lanes.put(pending.groupKey(), lane);
            schedule(lane, now);
        } else if (limits.keepsAll()) {
            lane.later.add(pending);
        } else {
            lane.next = pending;
        }
    }

    /** Nothing more is to be said about a group; what is under way is finished. */
    void withdraw(String groupKey) {
        Lane lane = lanes.get(groupKey);
        if (lane == null) {
            return;
        }
        if (lane.isFlying()) {
            lane.next = lane.flying;
        } else {
            waiting.remove(lane);
            lanes.remove(groupKey);
        }
    }

    /** Takes what is due; until {@link #succeeded} or {@link #failed} nothing else is. */
    Optional<Attempt> takeDue(Instant now) {
        Optional<Instant> due = nextDue(now);
        if (due.isEmpty() || due.get().isAfter(now)) {
            return Optional.empty();
        }
        pace.called(now);
        List<Lane> taken = new ArrayList<>();
        taken.add(waiting.remove());
        // Whoever may be called only so often hears everything that waits when it is his turn.
        boolean folded = limits.digest() && pace.next(now).isAfter(now);
        while (folded && !waiting.isEmpty() && !waiting.peek().due.isAfter(now)) {
            taken.add(waiting.remove());
        }
        List<Pending> parts = new ArrayList<>();
        for (Lane lane : taken) {
            lane.attempts++;
            lane.flying = lane.next;
            parts.add(lane.flying);
        }
        flying = taken;
        return Optional.of(new Attempt(parts, taken.get(0).attempts));
    }

    /** When there will be something to do; empty when there is nothing, or an attempt is under way. */
    Optional<Instant> nextDue(Instant now) {
        if (waiting.isEmpty() || !flying.isEmpty()) {
            return Optional.empty();
        }
        Instant due = later(waiting.peek().due, quietUntil);
        return Optional.of(later(due, pace.next(now)));
    }

    /** The receiver took what was sent. */
    void succeeded(Instant now) {
        if (failures == 1 && !failedLast.equals(flying)) {
            failedLast.forEach(lane -> waitAlone(lane, now));
        } else if (failures > 1) {
            wakeAll(now);
        }
        land(now);
    }

    /** The receiver will never take what was sent. */
    void refused(Instant now) {
        land(now);
    }

    /** It is to be tried again. */
    void failed(Optional<Duration> wish, Instant now) {
        failures++;
        Duration pause = Retry.OF_A_RECEIVER.pauseAfter(failures, random);
        // A wish to be left alone is meant for everything we send there.
        Instant until =
                now.plus(wish.filter(wished -> wished.compareTo(pause) > 0).orElse(pause));
        quietUntil = until;
        for (Lane lane : flying) {
            lane.flying = null;
            schedule(lane, until);
        }
        failedLast = flying;
        flying = List.of();
    }

    /** How many groups it is still to be told about. */
    int size() {
        return lanes.size();
    }

    /** What waits or is under way, for who wants to look. */
    List<Pending> all() {
        return lanes.values().stream().map(lane -> lane.next).toList();
    }

    private void land(Instant now) {
        failures = 0;
        quietUntil = Instant.MIN;
        failedLast = List.of();
        flying.forEach(lane -> landed(lane, now));
        flying = List.of();
    }

    private void landed(Lane lane, Instant now) {
        if (lane.hasNothingNewer() && !lane.goOn()) {
            lanes.remove(lane.next.groupKey());
            return;
        }
        lane.flying = null;
        lane.attempts = 0;
        schedule(lane, now);
    }

    /** It failed where another was taken, so the fault is its own. */
    private void waitAlone(Lane lane, Instant now) {
        if (waiting.remove(lane)) {
            schedule(lane, now.plus(Retry.OF_A_MESSAGE.pauseAfter(lane.attempts, random)));
        }
    }

    /** The receiver is back: nobody is to go on waiting for what was not his own fault. */
    private void wakeAll(Instant now) {
        List<Lane> lately = new ArrayList<>();
        waiting.removeIf(lane -> lane.due.isAfter(now) && lately.add(lane));
        lately.forEach(lane -> schedule(lane, now));
    }

    private void schedule(Lane lane, Instant due) {
        lane.due = due;
        lane.turn = turns++;
        waiting.add(lane);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The messages about one group. */
    private static final class Lane {
        private final Deque<Pending> later = new ArrayDeque<>();
        private Pending next;
        private Pending flying;
        private int attempts;
        private Instant due = Instant.MIN;
        private long turn;

        private Lane(Pending first) {
            next = first;
        }

        private boolean hasNothingNewer() {
            return next.message().idempotencyKey().equals(flying.message().idempotencyKey());
        }

        /** Goes on to what came later; false when there is nothing. */
        private boolean goOn() {
            if (later.isEmpty()) {
                return false;
            }
            next = later.remove();
            return true;
        }

        private boolean isFlying() {
            return flying != null;
        }
    }
}
