package slipstream.streams.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Objective;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.WindowSums;

class BudgetLineTest {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /** One window, and the period with a hundred times as much. */
    private record Fixed(long total, long bad) implements WindowSums {
        @Override
        public int count() {
            return 2;
        }

        @Override
        public String name(int window) {
            return window == 0 ? "1h" : "30d";
        }

        @Override
        public long startMillis(int window) {
            return 0;
        }

        @Override
        public long total(int window) {
            return window == 0 ? total : 100 * total;
        }

        @Override
        public long bad(int window) {
            return bad;
        }

        @Override
        public Counts counts(int window) {
            return new Counts(total(window), bad(window), 0);
        }

        @Override
        public long unit() {
            return 1;
        }

        @Override
        public double coverage(int window) {
            return 1;
        }

        @Override
        public OptionalDouble p95Millis(int window) {
            return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble meanMillis(int window) {
            return OptionalDouble.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aCompositeIsComparedExactly_howeverNearTheThreshold(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            BudgetLine line = someLine(random);
            BigInteger[] rate = rateOf(line);
            // The rate itself, and the fractions next to it that have the same denominator.
            long numerator = rate[0].longValueExact() + random.nextInt(3) - 1;
            long denominator = rate[1].longValueExact();
            if (numerator < 0) {
                continue;
            }
            int compared = rate[0].compareTo(BigInteger.valueOf(numerator));

            String what = "seed " + seed + ", round " + round;
            assertThat(line.isBurning(Comparison.GT, numerator, denominator, 0))
                    .as(what)
                    .isEqualTo(compared > 0);
            assertThat(line.isBurning(Comparison.GTE, numerator, denominator, 0))
                    .as(what)
                    .isEqualTo(compared >= 0);
            assertThat(line.isBurning(Comparison.LT, numerator, denominator, 0))
                    .as(what)
                    .isEqualTo(compared < 0);
            assertThat(line.isBurning(Comparison.LTE, numerator, denominator, 0))
                    .as(what)
                    .isEqualTo(compared <= 0);
        }
    }

    @Test
    void theRateOfACompositeIsTheWeightedSum() {
        BudgetLine line = new BudgetLine("", List.of(part(100, 1, 10_000, 500), part(200, 10, 100_000, 2_000)));

        assertThat(line.burnRate(0)).hasValue(0.5 * 1 + 2 * 0.5);
        assertThat(line.total(0)).isEqualTo(300);
        assertThat(line.bad(0)).isEqualTo(11);
    }

    @Test
    void aMemberWithoutEventsBurnsNothing_andWithoutAnyThereIsNoRate() {
        BudgetLine one = new BudgetLine("", List.of(part(0, 0, 10_000, 1_000), part(100, 2, 10_000, 1_000)));
        BudgetLine none = new BudgetLine("", List.of(part(0, 0, 10_000, 1_000), part(0, 0, 10_000, 1_000)));

        assertThat(one.burnRate(0)).hasValue(2.0);
        assertThat(none.burnRate(0)).isEmpty();
        for (Comparison op : Comparison.values()) {
            assertThat(none.isBurning(op, 1, 1, 0)).isFalse();
        }
    }

    @Test
    void aPromiseOfEverythingIsBrokenByTheFirstBadEvent_howeverHighTheThreshold() {
        BudgetLine kept = new BudgetLine("", List.of(part(100, 0, 0, 1_000), part(100, 0, 10_000, 1_000)));
        BudgetLine broken = new BudgetLine("", List.of(part(100, 1, 0, 1_000), part(100, 0, 10_000, 1_000)));

        assertThat(kept.isBurning(Comparison.GT, 0, 1, 0)).isFalse();
        assertThat(broken.isBurning(Comparison.GT, 1_000_000_000, 1, 0)).isTrue();
        assertThat(broken.isBurning(Comparison.LT, 1_000_000_000, 1, 0)).isFalse();
    }

    @Test
    void aShareOfTheBudgetIsComparedExactly() {
        // The period has 10 000 events and allows 100 bad ones; the share of 5 minutes at 14.4 is one six-hundredth:
        // 1/6 of an event.
        BudgetLine line = new BudgetLine("", List.of(part(100, 1, 10_000, 1_000)));
        BudgetLine none = new BudgetLine("", List.of(part(100, 0, 10_000, 1_000)));

        assertThat(line.ateShare(BigInteger.ONE, BigInteger.valueOf(100), 0)).isTrue();
        assertThat(line.ateShare(BigInteger.valueOf(1_000_001), BigInteger.valueOf(100_000_000), 0))
                .isFalse();
        assertThat(line.ateShare(BigInteger.ONE, BigInteger.valueOf(600), 0)).isTrue();
        assertThat(none.ateShare(BigInteger.ZERO, BigInteger.ONE, 0)).isFalse();
    }

    private static BudgetLine someLine(Random random) {
        List<BudgetLine.Part> parts = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            long total = 1 + random.nextInt(30);
            parts.add(part(
                    total,
                    random.nextInt((int) total + 1),
                    1_000L * (1 + random.nextInt(40)),
                    1 + random.nextInt(900)));
        }
        return new BudgetLine("", parts);
    }

    private static BudgetLine.Part part(long total, long bad, long badPpm, long weightMillis) {
        return new BudgetLine.Part(new ErrorBudget(new Objective("", badPpm)), new Fixed(total, bad), weightMillis);
    }

    /** Σ bad · 10⁶ · weight ÷ (total · ppm · 10³), as a fraction in lowest terms. */
    private static BigInteger[] rateOf(BudgetLine line) {
        BigInteger top = BigInteger.ZERO;
        BigInteger bottom = BigInteger.ONE;
        for (BudgetLine.Part part : line.parts()) {
            BigInteger partTop = BigInteger.valueOf(part.sums().bad(0))
                    .multiply(MILLION)
                    .multiply(BigInteger.valueOf(part.weightMillis()));
            BigInteger partBottom = BigInteger.valueOf(part.sums().total(0))
                    .multiply(BigInteger.valueOf(part.budget().objective().badPpm()))
                    .multiply(BigInteger.valueOf(1_000));
            top = top.multiply(partBottom).add(partTop.multiply(bottom));
            bottom = bottom.multiply(partBottom);
        }
        BigInteger common = top.gcd(bottom);
        return new BigInteger[] {top.divide(common), bottom.divide(common)};
    }
}
