package slipstream.streams.slice;

import java.time.Duration;
import java.util.OptionalDouble;

/** The windows of one series at an instant, shortest first; the last one is the budget's period. */
public interface WindowSums {
    int count();

    Duration length(int window);

    /** First instant covered, in milliseconds since the epoch; the windows end at the instant of the reading. */
    long startMillis(int window);

    long total(int window);

    long bad(int window);

    long unjudged(int window);

    /** The 95th percentile of latency, where it is kept for the window and any latency was seen. */
    OptionalDouble p95Millis(int window);
}
