package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final long T0 = 1_769_558_400_000L;

    private record Number(long timeMillis, double value) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrderAndEveryGroupingGivesTheSame(long seed) {
        Random random = new Random(seed);
        List<Number> numbers = someNumbers(random);
        Values oneByOne = Values.NONE;
        for (Number number : numbers) {
            oneByOne = oneByOne.plus(Values.of(number.timeMillis(), number.value()));
        }

        Collections.shuffle(numbers, random);
        List<Values> parts = new ArrayList<>();
        for (Number number : numbers) {
            parts.add(random.nextInt(parts.size() + 1), Values.of(number.timeMillis(), number.value()));
        }
        while (parts.size() > 1) {
            Values left = parts.remove(random.nextInt(parts.size()));
            int other = random.nextInt(parts.size());
            parts.set(
                    other,
                    random.nextBoolean()
                            ? left.plus(parts.get(other))
                            : parts.get(other).plus(left));
        }

        assertThat(parts.get(0)).as("seed %d", seed).isEqualTo(oneByOne);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void theSumIsThatOfExactArithmetic_upToTheStepsThatNumbersAreKeptIn(long seed) {
        Random random = new Random(seed);
        List<Number> numbers = someNumbers(random);
        Values sum = Values.NONE;
        BigDecimal exact = BigDecimal.ZERO;
        double largest = 0;
        for (Number number : numbers) {
            sum = sum.plus(Values.of(number.timeMillis(), number.value()));
            exact = exact.add(new BigDecimal(number.value()));
            largest = Math.max(largest, Math.abs(number.value()));
        }

        // Half a step for each number below 2^42, half of a whole one above.
        double step = largest < (1L << 42) ? 1.0 / (1 << 20) : 1;
        BigDecimal off = exact.subtract(new BigDecimal(sum.sum())).abs();
        double rounding = Math.ulp(exact.doubleValue());
        assertThat(off.doubleValue()).as("seed %d", seed).isLessThanOrEqualTo(step / 2 * numbers.size() + rounding);
    }

    @Test
    void wholeNumbersSumUpExactly_howeverLargeTheyAre() {
        Values sum = Values.NONE;
        for (int i = 0; i < 1_000; i++) {
            sum = sum.plus(Values.of(T0 + i, 1e13 + i)).plus(Values.of(T0 + i, -1e13));
        }

        assertThat(sum.sum()).isEqualTo(499_500);
        assertThat(sum.mean()).isEqualTo(499_500 / 2_000d);
    }

    @Test
    void smallestLargestFirstAndLastAreThoseOfAList() {
        Values values = Values.of(T0 + 20, 7)
                .plus(Values.of(T0, -2.5))
                .plus(Values.of(T0 + 30, 3))
                .plus(Values.of(T0 + 10, 9));

        assertThat(values.min()).isEqualTo(-2.5);
        assertThat(values.max()).isEqualTo(9);
        assertThat(values.first()).isEqualTo(-2.5);
        assertThat(values.last()).isEqualTo(3);
        assertThat(values.increase()).isEqualTo(5.5);
    }

    @Test
    void ofTwoAtOneInstantTheSmallerIsTheFirstAndTheLargerTheLast() {
        Values one = Values.of(T0, 4).plus(Values.of(T0, 1));
        Values other = Values.of(T0, 1).plus(Values.of(T0, 4));

        assertThat(one).isEqualTo(other);
        assertThat(one.first()).isEqualTo(1);
        assertThat(one.last()).isEqualTo(4);
    }

    @Test
    void nothingIsTheIdentity_andHasNoMean() {
        Values some = Values.of(T0, 3.25);

        assertThat(some.plus(Values.NONE)).isEqualTo(some);
        assertThat(Values.NONE.plus(some)).isEqualTo(some);
        assertThat(Values.NONE.mean()).isNaN();
        assertThat(Values.NONE.increase()).isNaN();
    }

    private static List<Number> someNumbers(Random random) {
        double scale = Math.pow(10, random.nextInt(15) - 1);
        List<Number> numbers = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(400); i++) {
            numbers.add(new Number(T0 + random.nextInt(50), (random.nextDouble() - 0.3) * scale));
        }
        return numbers;
    }
}
