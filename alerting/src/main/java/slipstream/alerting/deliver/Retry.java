package slipstream.alerting.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * When to try again and when to give up: pauses double from the first to the longest, each shortened by up to half at random
 * so that alerts which failed together do not come back together.
 *
 * @param timeToLive how long after its first attempt a notification is still worth delivering
 */
public record Retry(Duration firstPause, Duration longestPause, Duration timeToLive) {
    /** 1 s to 5 min over 24 h: a receiver that was away over night still gets everything (reliability promise R9). */
    public static final Retry STANDARD = new Retry(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24));

    /** Doubling 40 times exceeds every sensible longest pause and still fits a long of milliseconds. */
    private static final int MAX_DOUBLINGS = 40;

    public Retry {
        Objects.requireNonNull(timeToLive, "timeToLive");
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

    boolean isOver(Instant firstAttempt, Instant now) {
        return !now.isBefore(firstAttempt.plus(timeToLive));
    }
}
