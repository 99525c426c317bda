package slipstream.ingest.tail;

import java.time.Duration;

/** The pause after a failure: it doubles with each one in a row. Elapsed time, not wall time; not thread-safe. */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MAX_DOUBLINGS = 9;

    private int failures;
    private long until;

    void failed() {
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        until = System.nanoTime() + (pause.compareTo(LONGEST) > 0 ? LONGEST : pause).toNanos();
        failures++;
    }

    void succeeded() {
        failures = 0;
    }

    boolean isOver() {
        return failures == 0 || System.nanoTime() - until >= 0;
    }
}
