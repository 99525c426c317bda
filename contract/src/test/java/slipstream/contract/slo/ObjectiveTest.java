package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
    @ParameterizedTest
    @CsvSource({
        "0.999,1000,99.9",
        "0.9995,500,99.95",
        "0.9999,100,99.99",
        "0.999999,1,99.9999",
        "0.95,50000,95",
        "0.990,10000,99",
        "0,1000000,0",
        "9.99e-1,1000,99.9",
        "0.123456,876544,12.3456"
    })
    void theBudgetIsExact(BigDecimal target, long badPpm, String percent) {
        Objective ofTarget = Objective.ofTarget("", target);

        assertThat(ofTarget.badPpm()).isEqualTo(badPpm);
        assertThat(ofTarget.targetPercent()).isEqualTo(percent);
        assertThat(ofTarget.target()).isEqualTo(target.doubleValue());
        assertThat(Objective.ofTargetPercent("", new BigDecimal(percent))).isEqualTo(ofTarget);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | a target is at least 0 and below 1, for example 0.999, and is 1",
                "99.9 | and is 99.9 (a percentage goes in targetPercent)",
                "-0.1 | and is -0.1",
                "0.9999999 | a target is kept exactly, to one per million: 0.9999999 is finer than that",
                "0.0000001 | is finer than that"
            })
    void aTargetOutsideItsRangeIsRefused(BigDecimal target, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.ofTarget("", target))
                .withMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | a target in percent is at least 0 and below 100, for example 99.9, and is 100",
                "101 | and is 101",
                "-1 | and is -1",
                "99.99999 | to one per million: 99.99999 % is finer than that"
            })
    void aPercentageOutsideItsRangeIsRefused(BigDecimal percent, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.ofTargetPercent("", percent))
                .withMessageEndingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "1e999999999", "0.9999999999999999999999999999999", "0e-999999999"})
    @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void numbersThatWouldTakeABillionDigitsAreRefusedAtOnce(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.ofTarget("", new BigDecimal(number)))
                .withMessageContaining("at most 30 digits");
        assertThatIllegalArgumentException().isThrownBy(() -> Objective.ofTargetPercent("", new BigDecimal(number)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_000_001})
    void aBudgetIsBetweenNothingAndAMillion(long badPpm) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Objective("", badPpm));
    }

    @Test
    void comparisonsHoldAsTheirNamesSay() {
        assertThat(Comparison.LTE.holds(2, 2)).isTrue();
        assertThat(Comparison.LT.holds(2, 2)).isFalse();
        assertThat(Comparison.GTE.holds(2, 2)).isTrue();
        assertThat(Comparison.GT.holds(2, 2)).isFalse();
        assertThat(Comparison.LT.holds(1, 2)).isTrue();
        assertThat(Comparison.LTE.holds(3, 2)).isFalse();
        assertThat(Comparison.GT.holds(3, 2)).isTrue();
        assertThat(Comparison.GTE.holds(1, 2)).isFalse();
        assertThat(Comparison.LTE.holds(Double.NaN, 2)).isFalse();
        assertThat(Comparison.ofWord("lte")).contains(Comparison.LTE);
        assertThat(Comparison.ofWord("eq")).isEmpty();
    }
}
