package slipstream.contract.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void theStatesHaveTheWordsOfTheHealthAnswer() {
        assertThat(Arrays.stream(Health.State.values()).map(Health.State::word))
                .containsExactly("up", "waiting", "down");
    }

    @Test
    void aStateHasAlwaysAReason() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Health("streams", Health.State.DOWN, null))
                .withMessage("reason");
    }
}
