package slipstream.ingest.receive;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all bodies in memory, which together stay under a limit. Thread-safe. */
final class BodyBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes the bytes if there is room for them. */
    boolean take(long bytes) {
        if (usedBytes.addAndGet(bytes) <= limitBytes) {
            return true;
        }
        usedBytes.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    long usedBytes() {
        return usedBytes.get();
    }
}
