package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.alerting.Alerts;

class RetryTest {
    private static final RandomGenerator NO_JITTER = () -> 0L;

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "8,128", "9,256", "10,300", "11,300", "64,300", "100000,300"})
    void pausesDoubleFromOneSecondToFiveMinutes(int attempts, long seconds) {
        assertThat(Retry.STANDARD.pauseAfter(attempts, NO_JITTER)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void jitterShortensByUpToHalf_andUsesTheWholeRange() {
        long seed = 20260131;
        RandomGenerator random = new SplittableRandom(seed);
        long shortest = Long.MAX_VALUE;
        long longest = 0;

        for (int i = 0; i < 10_000; i++) {
            long millis = Retry.STANDARD.pauseAfter(3, random).toMillis();
            shortest = Math.min(shortest, millis);
            longest = Math.max(longest, millis);
        }

        assertThat(shortest).as("seed %d", seed).isBetween(2_000L, 2_020L);
        assertThat(longest).as("seed %d", seed).isBetween(3_980L, 4_000L);
    }

    @Test
    void hugePausesDoNotOverflow() {
        Retry patient = new Retry(Duration.ofDays(300), Duration.ofDays(100_000), Duration.ofDays(1));

        assertThat(patient.pauseAfter(60, NO_JITTER)).isEqualTo(Duration.ofDays(100_000));
    }

    @Test
    void timeToLiveCountsFromTheFirstAttempt_andItsEndIsOver() {
        assertThat(Retry.STANDARD.isOver(Alerts.T0, Alerts.T0.plusSeconds(86_399)))
                .isFalse();
        assertThat(Retry.STANDARD.isOver(Alerts.T0, Alerts.T0.plusSeconds(86_400)))
                .isTrue();
    }

    @Test
    void firstPauseBeyondTheLongestIsRefused() {
        assertThatThrownBy(() -> new Retry(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retry(Duration.ZERO, Duration.ofSeconds(1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
