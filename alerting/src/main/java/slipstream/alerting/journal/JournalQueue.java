package slipstream.alerting.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is still to be written, in its order. Of what has a key only the last is kept. Thread-safe. */
final class JournalQueue<R> {
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, R> keyed = new LinkedHashMap<>();
    private final List<R> others = new ArrayList<>();
    private final Condition progress = lock.newCondition();
    private Optional<Instant> oldest = Optional.empty();
    private long changes;
    private long taken;
    private long written;
    private boolean isLate;
    private boolean closing;

    JournalQueue(InstantSource clock) {
        this.clock = clock;
    }

    void keep(String key, R record) {
        change(() -> {
            // It belongs where it was written last.
            keyed.remove(key);
            keyed.put(key, record);
        });
    }

    void add(R record) {
        change(() -> others.add(record));
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changes++;
            if (oldest.isEmpty()) {
                oldest = Optional.of(clock.instant());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something.
     *
     * @param most of what has no key
     * @return to be written before anything that comes later; empty when the queue is closed and empty
     */
    List<R> take(int most) throws InterruptedException {
        lock.lock();
        try {
            while (keyed.isEmpty() && others.isEmpty() && !closing) {
                changed.await();
            }
            List<R> batch = new ArrayList<>(keyed.values());
            keyed.clear();
            List<R> head = others.subList(0, Math.min(most, others.size()));
            batch.addAll(head);
            head.clear();
            if (others.isEmpty()) {
                taken = changes;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** What was taken is written. */
    void written() {
        lock.lock();
        try {
            oldest = keyed.isEmpty() && others.isEmpty() ? Optional.empty() : Optional.of(clock.instant());
            written = taken;
            isLate = false;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything up to now is written, but not for long, and not a second time as long as nothing is. */
    void awaitWritten(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long mine = changes;
            long left = patience.toNanos();
            while (written < mine && !isLate && !closing && left > 0) {
                left = progress.awaitNanos(left);
            }
            isLate = written < mine;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a while; breaks off when the queue is closed. */
    void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            if (closing) {
                throw new InterruptedException("closing while the broker is away");
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return keyed.size() + others.size();
        } finally {
            lock.unlock();
        }
    }

    /** Since when something has been waiting. */
    Optional<Instant> oldest() {
        lock.lock();
        try {
            return oldest;
        } finally {
            lock.unlock();
        }
    }
}
