package slipstream.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {
    @Test
    void percentileIsTheSmallestThatSoManyDoNotExceed() {
        Delays delays = new Delays();
        for (int millis = 200; millis > 0; millis--) {
            delays.add(millis * 1_000_000L);
        }

        assertThat(delays.percentileMillis(50)).isEqualTo(100);
        assertThat(delays.percentileMillis(99)).isEqualTo(198);
        assertThat(delays.percentileMillis(100)).isEqualTo(200);
    }

    @Test
    void thereIsNoneOfNothing() {
        assertThat(new Delays().percentileMillis(50)).isNaN();
    }
}
