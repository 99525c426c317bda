package slipstream.alerting.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: pauses double from the first to the longest, each shortened by up to half at random so that receivers
 * which failed together are not called together again.
 */
public record Retry(Duration firstPause, Duration longestPause) {
    /** 1 s to 30 s for a receiver that does not answer: what has piled up goes out within two minutes of its return (promise R9). */
    public static final Retry OF_A_RECEIVER = new Retry(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** 1 s to 5 min for a message that fails while others are taken. */
    public static final Retry OF_A_MESSAGE = new Retry(Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** Doubling 40 times exceeds every sensible longest pause and still fits a long of milliseconds. */
    private static final int MAX_DOUBLINGS = 40;

    public Retry {
        if (firstPause.toMillis() < 1 || firstPause.compareTo(longestPause) > 0) {
            throw new IllegalArgumentException("the first pause is at least 1 ms and at most the longest pause");
        }
    }

    /** The pause after so many failed attempts, at least one. */
    Duration pauseAfter(int attempts, RandomGenerator random) {
        int doublings = Math.min(attempts - 1, MAX_DOUBLINGS);
        long longest = longestPause.toMillis();
        long doubled = doublings >= Long.numberOfLeadingZeros(firstPause.toMillis()) - 1
                ? longest
                : Math.min(longest, firstPause.toMillis() << doublings);
        return Duration.ofMillis(doubled - random.nextLong(doubled / 2 + 1));
    }
}
