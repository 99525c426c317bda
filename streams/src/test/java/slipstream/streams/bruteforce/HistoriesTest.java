package slipstream.streams.bruteforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories through the real arithmetic and through the oracle. {@code -Dslipstream.histories=10000} runs so many, and {@code
 * -Dslipstream.history=4711} just that one.
 */
class HistoriesTest {
    private static final int HISTORIES = Integer.getInteger("slipstream.histories", 300);

    private final LongAdder figures = new LongAdder();
    private final LongAdder transitions = new LongAdder();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void everyFigureAndEveryAlertEqualsBruteForce() {
        Long only = Long.getLong("slipstream.history");
        LongStream seeds = only == null ? LongStream.range(0, HISTORIES) : LongStream.of(only);
        long begin = System.nanoTime();

        seeds.parallel().forEach(this::run);

        System.out.printf(
                "%d figures and %d transitions of alerts compared in %.1f s%n",
                figures.sum(), transitions.sum(), (System.nanoTime() - begin) / 1e9);
        assertThat(List.copyOf(failures)).isEmpty();
        assertThat(figures.sum()).isPositive();
    }

    private void run(long seed) {
        History history = new History(seed);
        try {
            history.run();
        } catch (RuntimeException | AssertionError e) {
            StackTraceElement[] trace = e.getStackTrace();
            failures.add("history " + seed + " at the " + history.phase() + ": " + e + " in "
                    + (trace.length == 0 ? "?" : trace[0]) + "\n" + history.definition());
        }
        figures.add(history.figures());
        transitions.add(history.transitions());
    }
}
