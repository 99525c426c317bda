package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import slipstream.alerting.oncall.FlapDamping.History;

class FlapDampingTest {
    private static final Instant T0 = Instant.parse("2026-08-22T10:00:00Z");
    private static final FlapDamping DAMPING = new FlapDamping(Duration.ofMinutes(15), 4, Duration.ofMinutes(10));

    @Test
    void theEndIsWithheld_fromTheFourthTransitionWithinTheWindowOn() {
        assertThat(DAMPING.withheldUntil(history(0, 2))).isEmpty();
        assertThat(DAMPING.withheldUntil(history(0, 2, 4))).isEmpty();
        assertThat(DAMPING.withheldUntil(history(0, 2, 4, 6))).contains(T0.plusSeconds(16 * 60));
        assertThat(DAMPING.withheldUntil(history(0, 2, 4, 15))).isEmpty();
    }

    @Test
    void anAlertThatHasBeenCalmIsNoLongerFlapping() {
        assertThat(DAMPING.isFlapping(history(0, 2, 4, 6, 60, 62))).isFalse();
    }

    @Test
    void aTransitionOutOfOrderCountsAsTheLatest() {
        History history = DAMPING.after(DAMPING.after(History.NONE, T0.plusSeconds(60)), T0);

        assertThat(history.transitions()).containsExactly(T0.plusSeconds(60), T0.plusSeconds(60));
    }

    /** The oracle keeps everything and counts; the history keeps four, whatever comes. */
    @Test
    void boundedHistoryKnowsWhatTheWholeOneKnows() {
        long seed = 4;
        Random random = new Random(seed);
        List<Instant> all = new ArrayList<>();
        History history = History.NONE;
        Instant now = T0;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusSeconds(random.nextInt(20 * 60));
            all.add(now);
            history = DAMPING.after(history, now);

            Instant oldest = now.minus(DAMPING.window());
            long within = all.stream().filter(at -> at.isAfter(oldest)).count();
            assertThat(DAMPING.isFlapping(history))
                    .as("seed %d, transition %d", seed, i)
                    .isEqualTo(within >= 4);
            assertThat(history.transitions()).hasSizeLessThanOrEqualTo(4);
        }
    }

    private static History history(int... minutes) {
        History history = History.NONE;
        for (int minute : minutes) {
            history = DAMPING.after(history, T0.plusSeconds(60L * minute));
        }
        return history;
    }
}
