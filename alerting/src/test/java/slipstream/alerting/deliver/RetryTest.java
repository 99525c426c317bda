package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
    private final Retry retry = new Retry(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void pausesDouble_eachShortenedByUpToHalf() {
        Random random = new Random(7);
        for (int attempts = 1; attempts <= 5; attempts++) {
            Duration whole = Duration.ofSeconds(1L << (attempts - 1));
            assertThat(retry.pauseAfter(attempts, random)).isBetween(whole.dividedBy(2), whole);
        }
    }

    @Test
    void pausesAreNeverLongerThanTheLongest_howeverOftenItFailed() {
        assertThat(retry.pauseAfter(1_000_000, new Random(7)))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void firstPauseIsNotLongerThanTheLongest() {
        assertThatThrownBy(() -> new Retry(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
