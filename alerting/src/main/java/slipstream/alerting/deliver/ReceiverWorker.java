package slipstream.alerting.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification.Decision;
import slipstream.contract.health.Health;

/**
 * Tells one receiver, on a thread of its own, so that it can delay nobody else. Events are handed in by any thread; all else
 * happens on the worker's. Pauses are wall time.
 */
final class ReceiverWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverWorker.class);

    private final Receiver receiver;
    private final Delivering with;
    private final RandomGenerator random;
    private final ReceiverHealth health;
    private final Outbox outbox = new Outbox();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean closing;

    /** What all workers of a pipeline share. */
    record Delivering(
            Retry retry,
            Dedup dedup,
            Recorder recorder,
            String externalUrl,
            InstantSource clock,
            DeliveryMetrics metrics) {}

    ReceiverWorker(Receiver receiver, Delivering with, RandomGenerator random) {
        this.receiver = receiver;
        this.with = with;
        this.random = random;
        this.health = new ReceiverHealth(receiver);
        this.thread = new Thread(this::run, "alerting-" + receiver.id());
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            LOG.error("{} has ended: no alert reaches {} until a restart", dead.getName(), receiver.id(), cause);
            health.died(cause);
        });
        with.metrics().watchQueue(receiver, this::size);
    }

    Receiver receiver() {
        return receiver;
    }

    void start() {
        thread.start();
    }

    void submit(AlertEvent event, Progress progress) {
        lock.lock();
        try {
            Instant now = with.clock().instant();
            outbox.add(Pending.of(event, progress, now), now);
            changed.signal();
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
        } catch (RuntimeException e) {
            // Kafka's producer reports an interruption in its own way; while closing, it is no bug.
            if (!Thread.currentThread().isInterrupted() || !isClosing()) {
                throw e;
            }
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is due; false when the worker is to end. */
    private boolean awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!closing) {
                Optional<Instant> due = outbox.nextDue();
                Instant now = with.clock().instant();
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
        Optional<Pending> due = takeDue();
        if (due.isEmpty()) {
            return false;
        }
        Pending pending = due.get();
        if (pending.progress().isWithdrawn()) {
            settle(pending);
            return true;
        }
        Optional<DeliveryReason> silence = with.dedup().reasonNotToTell(receiver, pending.event());
        if (silence.isPresent()) {
            decide(pending, Decision.SUPPRESSED, silence.get(), "");
        } else {
            attempt(pending.tried(with.clock().instant()));
        }
        return true;
    }

    private void attempt(Pending tried) throws InterruptedException {
        with.metrics().attempted(receiver);
        AlertGroup group = AlertGroup.ofOne(tried.event());
        Delivery delivery = receiver.channel().deliver(new Message(group, IdempotencyKey.of(receiver, tried.event())));
        delivery.handle(
                delivered -> confirm(tried, delivered),
                again -> postponeOrExpire(tried, again),
                rejected -> giveUp(tried, Decision.REJECTED, rejected));
    }

    private void confirm(Pending tried, Delivery.Delivered delivered) {
        with.dedup().remember(IdempotencyKey.of(receiver, tried.event()));
        with.metrics()
                .delivered(
                        receiver,
                        Duration.between(tried.receivedAt(), with.clock().instant()));
        health.well();
        decide(tried, Decision.DELIVERED, delivered.reason(), delivered.detail());
    }

    private void postponeOrExpire(Pending tried, Delivery.Retry failure) {
        Instant now = with.clock().instant();
        if (with.retry().isOver(tried.firstAttemptAt().orElse(now), now)) {
            giveUp(tried, Decision.EXPIRED, failure);
            return;
        }
        Duration pause = with.retry().pauseAfter(tried.attempts(), random);
        Duration wished = failure.retryAfter().orElse(Duration.ZERO);
        Instant due = now.plus(wished.compareTo(pause) > 0 ? wished : pause);
        health.retrying(failure.reason().word() + ": " + failure.detail());
        lock.lock();
        try {
            outbox.postpone(tried, due);
            // A wish to be left alone is meant for everything we send there, not for this one notification.
            failure.retryAfter().ifPresent(wish -> outbox.keepQuietUntil(now.plus(wish)));
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Pending tried, Decision decision, Delivery failure) {
        String detail = failure.reason().word() + ": " + failure.detail();
        LOG.warn(
                "alert {} was not told to {} ({}) after {} attempts: {}",
                tried.event().fingerprint(),
                receiver.id(),
                receiver.channel().target(),
                tried.attempts(),
                detail);
        health.gaveUp(detail);
        decide(tried, decision, failure.reason(), failure.detail());
    }

    private void decide(Pending pending, Decision decision, DeliveryReason reason, String detail) {
        DecisionRecord made = new DecisionRecord(
                receiver, pending, decision, reason, detail, with.clock().instant());
        with.metrics().decided(made);
        with.recorder()
                .record(
                        made.toNotification(with.externalUrl()),
                        () -> pending.progress().finished());
        settle(pending);
    }

    private Optional<Pending> takeDue() {
        lock.lock();
        try {
            return outbox.takeDue(with.clock().instant());
        } finally {
            lock.unlock();
        }
    }

    private void settle(Pending pending) {
        lock.lock();
        try {
            outbox.settle(pending, with.clock().instant());
        } finally {
            lock.unlock();
        }
    }
}
