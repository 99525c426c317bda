package slipstream.alerting.deliver;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how many receivers have finished. */
final class CountingProgress implements Progress {
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicBoolean withdrawn = new AtomicBoolean();

    void withdraw() {
        withdrawn.set(true);
    }

    int finishedTimes() {
        return finished.get();
    }

    @Override
    public boolean isWithdrawn() {
        return withdrawn.get();
    }

    @Override
    public void finished() {
        finished.incrementAndGet();
    }
}
