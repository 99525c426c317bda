package slipstream.streams.slice;

import java.util.OptionalDouble;

/**
 * The windows of one line of counting at an instant: the rolling ones, shortest first, and the budget's period as the last. They
 * end at the instant of the reading.
 */
public interface WindowSums {
    int count();

    /** How the window is written, for example {@code 1h} or {@code 1M}. */
    String name(int window);

    /** First instant covered, in milliseconds since the epoch. */
    long startMillis(int window);

    long total(int window);

    long bad(int window);

    /** All the counts of a window. */
    Counts counts(int window);

    /** What one event, or one slice of time, counts in {@code total}: 1, unless it can be bad in part. */
    long unit();

    /** The share of the window's slices in which anything was seen, from 0 to 1: what the figures rest on. */
    double coverage(int window);

    /** The 95th percentile of latency, where it is kept for the window and any latency was seen. */
    OptionalDouble p95Millis(int window);

    /** The mean latency, where it is kept for the window and any latency was seen. */
    OptionalDouble meanMillis(int window);

    /** The place of the budget's period, which is always the last. */
    default int period() {
        return count() - 1;
    }
}
