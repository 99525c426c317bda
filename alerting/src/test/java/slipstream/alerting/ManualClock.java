package slipstream.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Wall time that moves only when a test says so. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    public ManualClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }
}
