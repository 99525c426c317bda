package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    /** Half a bucket of 1/32 of a doubling: 1/64 = 1.5625 %, and half a microsecond of rounding. */
    private static final double RELATIVE_ERROR = 1 / 64d;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyQuantileIsWithinItsError_ofTheSortedValues(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(3_000);
        double[] millis = new double[n];
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < n; i++) {
            millis[i] = Math.exp(random.nextGaussian() * 2 + 4);
            histogram.record(millis[i]);
        }
        Arrays.sort(millis);

        for (double q : new double[] {0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
            double exact = millis[Math.max(0, (int) Math.ceil(q * n - 1e-9) - 1)];
            assertThat(histogram.quantileMillis(q).orElseThrow())
                    .as("seed %d, n %d, q %s", seed, n, q)
                    .isCloseTo(exact, within(exact * RELATIVE_ERROR + 0.0006));
        }
    }

    @Test
    void subtractingWhatWasAddedLeavesTheRest() {
        Random random = new Random(7);
        LatencyHistogram kept = new LatencyHistogram();
        LatencyHistogram both = new LatencyHistogram();
        LatencyHistogram gone = new LatencyHistogram();
        for (int i = 0; i < 5_000; i++) {
            double millis = random.nextDouble() * 10_000;
            (i % 3 == 0 ? gone : kept).record(millis);
            both.record(millis);
        }

        both.subtract(gone);

        assertThat(both.toBytes()).isEqualTo(kept.toBytes());
        assertThat(both.size()).isEqualTo(kept.size());
    }

    @Test
    void mergingIsTheSameAsCountingTogether_andBytesKeepEverything() {
        Random random = new Random(11);
        LatencyHistogram left = new LatencyHistogram();
        LatencyHistogram right = new LatencyHistogram();
        LatencyHistogram together = new LatencyHistogram();
        for (int i = 0; i < 2_000; i++) {
            double millis = Math.pow(10, random.nextDouble() * 6 - 3);
            (i % 2 == 0 ? left : right).record(millis);
            together.record(millis);
        }

        left.add(LatencyHistogram.ofBytes(right.toBytes()));

        assertThat(left.toBytes()).isEqualTo(together.toBytes());
    }

    @Test
    void bytesOfTwoTogetherAreThoseOfTheMergedHistogram() {
        Random random = new Random(13);
        for (int round = 0; round < 200; round++) {
            LatencyHistogram left = some(random);
            LatencyHistogram right = some(random);
            byte[] together = left.toBytesWith(right.toBytes());

            left.add(right);

            assertThat(together).as("round %d", round).isEqualTo(left.toBytes());
        }
    }

    @Test
    void bytesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> LatencyHistogram.ofBytes(new byte[] {1, 127, 100, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LatencyHistogram.ofBytes(new byte[] {1, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static LatencyHistogram some(Random random) {
        LatencyHistogram some = new LatencyHistogram();
        for (int i = random.nextInt(50); i > 0; i--) {
            some.record(Math.exp(random.nextGaussian() * 3 + 2));
        }
        return some;
    }

    @Test
    void bytesAreFew() {
        LatencyHistogram histogram = new LatencyHistogram();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            histogram.record(Math.exp(random.nextGaussian() * 0.9 + 4));
        }

        assertThat(histogram.toBytes()).hasSizeLessThan(110);
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(new LatencyHistogram().quantileMillis(0.95)).isEmpty();
    }

    @Test
    void zeroAndADayAreCountedToo() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(0);
        histogram.record(86_400_000);

        assertThat(histogram.quantileMillis(0.5).orElseThrow()).isZero();
        assertThat(histogram.quantileMillis(1).orElseThrow())
                .isCloseTo(86_400_000, within(86_400_000 * RELATIVE_ERROR));
    }

    @Test
    void theMeanIsExactToTheMicrosecond_alsoAfterTheWireAndASubtraction() {
        Random random = new Random(23);
        LatencyHistogram histogram = new LatencyHistogram();
        LatencyHistogram gone = new LatencyHistogram();
        long micros = 0;
        for (int i = 0; i < 1_000; i++) {
            long next = random.nextLong(60_000_000);
            if (i % 4 == 0) {
                gone.record(next / 1_000d);
            } else {
                micros += next;
            }
            histogram.record(next / 1_000d);
        }
        histogram.subtract(gone);

        LatencyHistogram back = LatencyHistogram.ofBytes(histogram.toBytes());

        assertThat(back.size()).isEqualTo(750);
        assertThat(back.meanMillis().orElseThrow()).isEqualTo(micros / 1_000d / 750);
        assertThat(new LatencyHistogram().meanMillis()).isEmpty();
    }
}
