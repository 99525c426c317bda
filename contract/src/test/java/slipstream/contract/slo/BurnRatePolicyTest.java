package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurnRatePolicyTest {
    /** The factors of Sloth's windows for 30 and 28 days, as fractions; for 7 days they are computed by hand. */
    @ParameterizedTest
    @CsvSource({
        "30,page,0,72,5,14.4", "30,page,1,6,1,6", "30,ticket,0,3,1,3", "30,ticket,1,1,1,1",
        "28,page,0,336,25,13.44", "28,page,1,28,5,5.6", "28,ticket,0,14,5,2.8", "28,ticket,1,14,15,0.9333333333333333",
        "7,page,0,84,25,3.36", "7,page,1,7,5,1.4", "7,ticket,0,7,10,0.7", "7,ticket,1,7,30,0.23333333333333334"
    })
    void theStandardFactorsAreExactFractions(
            int days, String severity, int index, long numerator, long denominator, double shown) {
        BurnRatePolicy policy = BurnRatePolicy.standard(Duration.ofDays(days)).stream()
                .filter(candidate -> candidate.severity().equals(severity))
                .findFirst()
                .orElseThrow();

        BurnRatePair pair = policy.pairs().get(index);

        assertThat(pair.factorNumerator()).isEqualTo(numerator);
        assertThat(pair.factorDenominator()).isEqualTo(denominator);
        assertThat(pair.factor()).isEqualTo(shown);
    }

    @Test
    void theStandardWindowsAreThoseOfTheWorkbook_pagesFirst() {
        List<BurnRatePolicy> standard = BurnRatePolicy.standard(Duration.ofDays(30));

        assertThat(standard).extracting(BurnRatePolicy::severity).containsExactly("page", "ticket");
        assertThat(standard.stream().flatMap(policy -> policy.pairs().stream()))
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
        assertThatIllegalArgumentException().isThrownBy(() -> new BurnRatePolicy("page", List.of()));
    }
}
