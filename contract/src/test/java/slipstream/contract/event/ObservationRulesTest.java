package slipstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "shop", "A.b_c:d/e-9", "_x", "0"})
    void namesThatStandInLabelsAndKeysPass(String name) throws Exception {
        assertThat(ObservationRules.name("service", name)).isEqualTo(name);
    }

    @Test
    void aNameOf128CharactersPasses_andOneMoreDoesNot() throws Exception {
        assertThat(ObservationRules.name("service", "a".repeat(128))).hasSize(128);
        assertThatThrownBy(() -> ObservationRules.name("service", "a".repeat(129)))
                .isInstanceOf(RejectedObservationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 499, 599})
    void statusesOfHttpPass(int status) throws Exception {
        assertThat(ObservationRules.status(status)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.001, 86_400_000.001, Double.POSITIVE_INFINITY})
    void latenciesThatNoRequestHasAreRejected(double millis) {
        assertThatThrownBy(() -> ObservationRules.latencyMillis("latencyMillis", millis))
                .hasMessageContaining("is outside 0 to 86400000");
    }

    @Test
    void aLatencyOfZeroOrADayPasses() throws Exception {
        assertThat(ObservationRules.latencyMillis("latencyMillis", 0)).isZero();
        assertThat(ObservationRules.latencyMillis("latencyMillis", 86_400_000)).isEqualTo(86_400_000d);
    }

    @Test
    void whatIsEchoedIsShortAndPrintable() {
        assertThat(ObservationRules.cut("a\u0000b\u001b[31m\u202Ec\uD83Dd")).isEqualTo("a?b?[31m?c?d");
        assertThat(ObservationRules.cut("x".repeat(64))).hasSize(64);
        assertThat(ObservationRules.cut("x".repeat(65))).isEqualTo("x".repeat(64) + "…");
    }

    @Test
    void cuttingNeverLeavesHalfACharacter() {
        String emoji = "\uD83D\uDE00";

        assertThat(ObservationRules.cut("x".repeat(63) + emoji)).isEqualTo("x".repeat(63) + "…");
        assertThat(ObservationRules.cut("x".repeat(62) + emoji)).isEqualTo("x".repeat(62) + emoji);
    }
}
