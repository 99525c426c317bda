package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertPolicyTest {
    /** The factors of Sloth's windows for 30 and 28 days, as fractions; for 7 days they are computed by hand. */
    @ParameterizedTest
    @CsvSource({
        "30,page,0,72,5,14.4", "30,page,1,6,1,6", "30,ticket,0,3,1,3", "30,ticket,1,1,1,1",
        "28,page,0,336,25,13.44", "28,page,1,28,5,5.6", "28,ticket,0,14,5,2.8", "28,ticket,1,14,15,0.9333333333333333",
        "7,page,0,84,25,3.36", "7,page,1,7,5,1.4", "7,ticket,0,7,10,0.7", "7,ticket,1,7,30,0.23333333333333334"
    })
    void theStandardFactorsAreExactFractions(
            int days, String severity, int index, long numerator, long denominator, double shown) {
        AlertPolicy policy = AlertPolicy.standard(new BudgetPeriod.Rolling(Duration.ofDays(days))).stream()
                .filter(candidate -> candidate.severity().equals(severity))
                .findFirst()
                .orElseThrow();

        BurnRatePair pair = pairs(policy).get(index);

        assertThat(pair.factorNumerator()).isEqualTo(numerator);
        assertThat(pair.factorDenominator()).isEqualTo(denominator);
        assertThat(pair.factor()).isEqualTo(shown);
    }

    @Test
    void theStandardWindowsAreThoseOfTheWorkbook_pagesFirst() {
        List<AlertPolicy> standard = AlertPolicy.standard(new BudgetPeriod.Rolling(Duration.ofDays(30)));

        assertThat(standard).extracting(AlertPolicy::severity).containsExactly("page", "ticket");
        assertThat(standard.stream().flatMap(policy -> pairs(policy).stream()))
                .extracting(pair -> pair.shortWindow() + "/" + pair.longWindow())
                .containsExactly("PT5M/PT1H", "PT30M/PT6H", "PT2H/PT24H", "PT6H/PT72H");
    }

    /** A burn rate never exceeds 1 ÷ (1 − target), and must be greater than the factor, not equal to it. */
    @ParameterizedTest
    @CsvSource({
        "72,5,69444,true",
        "72,5,69445,false",
        "6,1,166666,true",
        "6,1,166667,false",
        "3,1,333333,true",
        "3,1,333334,false",
        "1,1,999999,true",
        "1,1,1000000,false",
        "14,15,1000000,true",
        "72,5,1,true",
        "2,1,500000,false",
        "2,1,499999,true"
    })
    void aPairCanFireUpToTheLargestBurnRateThereIs(long numerator, long denominator, long badPpm, boolean canFire) {
        BurnRatePair pair = new BurnRatePair(Duration.ofMinutes(5), Duration.ofHours(1), numerator, denominator);

        assertThat(pair.canFire(new Objective("", badPpm))).isEqualTo(canFire);
    }

    @Test
    void nonsenseIsRefused() {
        Duration hour = Duration.ofHours(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BurnRatePair(hour, hour, 1, 1))
                .withMessageContaining("must be shorter");
        assertThatIllegalArgumentException().isThrownBy(() -> new BurnRatePair(Duration.ofDays(1), hour, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BurnRatePair(Duration.ofMinutes(5), hour, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BurnRatePair(Duration.ofMinutes(5), hour, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SloCondition.BurnRateWindows(List.of(), SloCondition.Basis.RATIO, 0));
    }

    @Test
    void aCalendarMonthIsReckonedWithThirtyDays() {
        BudgetPeriod month = new BudgetPeriod.Calendar(
                LocalDateTime.of(2026, 2, 1, 0, 0), ZoneId.of("UTC"), 1, BudgetPeriod.CalendarUnit.MONTH);

        assertThat(AlertPolicy.standard(month))
                .isEqualTo(AlertPolicy.standard(new BudgetPeriod.Rolling(Duration.ofDays(30))));
    }

    @ParameterizedTest
    @CsvSource({"2.5,18,1", "0.125,9,10", "100,720,1", "0.001,9,1250"})
    void anyExactPercentageGivesAnExactFactor(BigDecimal percent, long numerator, long denominator) {
        BurnRatePair pair =
                BurnRatePair.spending(percent, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(30));

        assertThat(pair.factorNumerator()).isEqualTo(numerator);
        assertThat(pair.factorDenominator()).isEqualTo(denominator);
    }

    @Test
    void aFactorIsTheFractionOfItsDecimals_andNotThatOfADouble() {
        BurnRatePair pair = BurnRatePair.above(new BigDecimal("14.4"), Duration.ofMinutes(5), Duration.ofHours(1));

        assertThat(pair.factorNumerator()).isEqualTo(72);
        assertThat(pair.factorDenominator()).isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BurnRatePair.above(new BigDecimal("1.0000000001"), Duration.ofMinutes(5), Duration.ofHours(1)))
                .withMessageContaining("finer than can be kept exactly");
    }

    @Test
    void aPairSaysItsFactorAndItsShareOfTheBudget() {
        BudgetPeriod period = new BudgetPeriod.Rolling(Duration.ofDays(30));

        assertThat(pairs(AlertPolicy.standard(period).get(0)))
                .extracting(pair -> pair.describe(period))
                .containsExactly(
                        "5m and 1h above 14.40 (2.00 % of the budget of 30d in 1h)",
                        "30m and 6h above 6.000 (5.00 % of the budget of 30d in 6h)");
    }

    private static List<BurnRatePair> pairs(AlertPolicy policy) {
        return ((SloCondition.BurnRateWindows) policy.condition()).pairs();
    }
}
