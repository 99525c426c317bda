package slipstream.streams.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.Objective;

class ErrorBudgetTest {
    private static final ErrorBudget THREE_NINES = new ErrorBudget(Objective.ofTarget("", new BigDecimal("0.999")));

    @ParameterizedTest
    @CsvSource({"0, 1000, 0", "1, 1000, 1", "6000, 4320000, 1.3888888888888888", "10, 10, 1000"})
    void burnRateIsTheErrorRatioOverTheBudget(long bad, long total, double expected) {
        assertThat(THREE_NINES.burnRate(bad, total)).hasValue(expected);
    }

    @Test
    void budgetIsOverspent_whenBadExceedsTheAllowance() {
        assertThat(THREE_NINES.remaining(6_000, 4_320_000))
                .hasValueSatisfying(left ->
                        assertThat(left).isCloseTo(-0.3888888888888889, org.assertj.core.data.Offset.offset(1e-12)));
    }

    @Test
    void withoutEventsThereIsNoEvidence() {
        assertThat(THREE_NINES.burnRate(0, 0)).isEmpty();
        assertThat(THREE_NINES.remaining(0, 0)).isEmpty();
        assertThat(THREE_NINES.isBurningAbove(1, 1, 0, 0)).isFalse();
    }

    @Test
    void exactlyAtTheFactorIsNotAboveIt() {
        assertThat(THREE_NINES.isBurningAbove(1, 1, 1, 1_000)).isFalse();
        assertThat(THREE_NINES.isBurningAbove(1, 1, 1_001, 1_000_000)).isTrue();
        assertThat(THREE_NINES.isBurningAbove(72, 5, 144, 10_000)).isFalse();
        assertThat(THREE_NINES.isBurningAbove(72, 5, 145, 10_000)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theComparisonIsExact_howeverLargeTheNumbers(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            Objective objective = new Objective("", 1 + random.nextInt(1_000_000));
            long total = random.nextLong(1L << (1 + random.nextInt(61))) + 1;
            long numerator = 1 + random.nextInt(2_000);
            long denominator = 1 + random.nextInt(2_000);
            long bad = nearTheThreshold(random, total, numerator, denominator, objective);

            BigInteger left = BigInteger.valueOf(bad)
                    .multiply(BigInteger.valueOf(denominator))
                    .multiply(BigInteger.valueOf(Objective.MILLION));
            BigInteger right = BigInteger.valueOf(total)
                    .multiply(BigInteger.valueOf(numerator))
                    .multiply(BigInteger.valueOf(objective.badPpm()));
            assertThat(new ErrorBudget(objective).isBurningAbove(numerator, denominator, bad, total))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(left.compareTo(right) > 0);
        }
    }

    private static long nearTheThreshold(
            Random random, long total, long numerator, long denominator, Objective objective) {
        BigInteger threshold = BigInteger.valueOf(total)
                .multiply(BigInteger.valueOf(numerator))
                .multiply(BigInteger.valueOf(objective.badPpm()))
                .divide(BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(Objective.MILLION)));
        long near = threshold.min(BigInteger.valueOf(total)).longValueExact();
        return Math.max(0, near + random.nextInt(3) - 1);
    }
}
