package slipstream.alerting.deliver;

import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.channel.Delivery;
import slipstream.contract.health.Health;

/**
 * Tells one receiver, on a thread of its own, so that it can delay nobody else. Messages are handed in by any thread; all else
 * happens on the worker's. Pauses are wall time.
 */
final class ReceiverWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverWorker.class);

    private final Receiver receiver;
    private final Outcomes outcomes;
    private final InstantSource clock;
    private final DeliveryMetrics metrics;
    private final ReceiverHealth health;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private final Gauge queue;
    private boolean closing;

    ReceiverWorker(
            Receiver receiver,
            Outcomes outcomes,
            InstantSource clock,
            DeliveryMetrics metrics,
            RandomGenerator random) {
        this.receiver = receiver;
        this.outcomes = outcomes;
        this.clock = clock;
        this.metrics = metrics;
        this.health = new ReceiverHealth(receiver);
        this.outbox = new Outbox(receiver.limits(), random);
        this.thread = new Thread(this::run, "alerting-" + receiver.id());
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            LOG.error("{} has ended: no alert reaches {} until a restart", dead.getName(), receiver.id(), cause);
            health.died(cause);
        });
        this.queue = metrics.watchQueue(receiver, this::size);
    }

    void start() {
        thread.start();
    }

    void put(Pending pending) {
        lock.lock();
        try {
            outbox.put(pending, clock.instant());
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void withdraw(String groupKey) {
        lock.lock();
        try {
            outbox.withdraw(groupKey);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return outbox.size();
        } finally {
            lock.unlock();
        }
    }

    List<Pending> waiting() {
        lock.lock();
        try {
            return outbox.all();
        } finally {
            lock.unlock();
        }
    }

    Health health() {
        return health.now(size());
    }

    /** No further attempt is begun. */
    void beginClose() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the attempt under way and breaks it off when the time is over; what was not told is told after a restart. */
    void awaitClosed(Duration patience) throws InterruptedException {
        metrics.forget(queue);
        thread.join(Math.max(1, patience.toMillis()));
        thread.interrupt();
    }

    private void run() {
        try {
            while (awaitDue()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until something is due; false when the worker is to end. */
    private boolean awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!closing) {
                Instant now = clock.instant();
                Optional<Instant> due = outbox.nextDue(now);
                if (due.isEmpty()) {
                    changed.await();
                } else if (!due.get().isAfter(now)) {
                    return true;
                } else {
                    long millis = Duration.between(now, due.get()).toMillis() + 1;
                    boolean signalled = changed.await(millis, TimeUnit.MILLISECONDS);
                    LOG.trace("{} woke up, signalled: {}", receiver.id(), signalled);
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Does the next thing that is due; false when nothing is. */
    boolean step() throws InterruptedException {
        Optional<Attempt> due = takeDue();
        if (due.isEmpty()) {
            return false;
        }
        Attempt attempt = due.get();
        metrics.attempted(receiver);
        Delivery delivery = receiver.channel().deliver(attempt.message());
        delivery.handle(
                delivered -> confirm(attempt, delivered),
                again -> postponeOrExpire(attempt, again),
                rejected -> giveUp(attempt, rejected, false));
        // So that a crash leads to one message that is told twice, and not to several.
        outcomes.awaitSafe();
        return true;
    }

    private Optional<Attempt> takeDue() {
        lock.lock();
        try {
            return outbox.takeDue(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** The outcome is known to all before anything newer about the same groups can be sent. */
    private void confirm(Attempt attempt, Delivery.Delivered delivered) {
        Instant now = clock.instant();
        attempt.parts().forEach(part -> metrics.delivered(receiver, Duration.between(part.since(), now)));
        health.well();
        metrics.ended(receiver, "delivered", delivered.reason(), attempt.parts().size());
        outcomes.delivered(receiver, attempt, delivered);
        settle(box -> box.succeeded(now));
    }

    private void postponeOrExpire(Attempt attempt, Delivery.Retry failure) {
        Instant now = clock.instant();
        Instant since = attempt.parts().get(0).since();
        if (!now.isBefore(since.plus(receiver.limits().timeToLive()))) {
            giveUp(attempt, failure, true);
            return;
        }
        health.retrying(failure.reason().word() + ": " + failure.detail());
        settle(box -> box.failed(failure.retryAfter(), now));
    }

    private void giveUp(Attempt attempt, Delivery failure, boolean expired) {
        String detail = failure.reason().word() + ": " + failure.detail();
        LOG.warn(
                "{} was not told to {} ({}) after {} attempts: {}",
                attempt.parts().get(0).groupKey(),
                receiver.id(),
                receiver.channel().target(),
                attempt.number(),
                detail);
        health.gaveUp(detail);
        metrics.ended(
                receiver,
                expired ? "expired" : "rejected",
                failure.reason(),
                attempt.parts().size());
        outcomes.gaveUp(receiver, attempt, failure, expired);
        settle(box -> box.refused(clock.instant()));
    }

    private void settle(Consumer<Outbox> how) {
        lock.lock();
        try {
            how.accept(outbox);
        } finally {
            lock.unlock();
        }
    }
}
