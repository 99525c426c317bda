package slipstream.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    private static final String SECRET = "correct-horse-battery";

    private final AccessToken token = new AccessToken(SECRET);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + SECRET, "bearer " + SECRET, "BEARER " + SECRET})
    void theTokenOpens(String header) {
        assertThat(token.isIn(header)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                SECRET,
                "Basic " + SECRET,
                "Bearer " + SECRET + " ",
                "Bearer  " + SECRET,
                "Bearer " + SECRET + "x",
                "Bearer correct-horse-batter",
                "Bearer Correct-horse-battery",
                "Bearer correct-horse-battery\u0000",
                "Bearer orrect-horse-battery"
            })
    void nothingElseOpens(String header) {
        assertThat(token.isIn(header)).isFalse();
    }

    @Test
    void theTokenDoesNotShow() {
        assertThat(token).hasToString("***");
        assertThat(String.valueOf(Optional.of(token))).doesNotContain(SECRET);
    }

    @Test
    void shortTokensAreRefused_withoutBeingShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessToken("fifteen-letters"))
                .withMessage("a token must have at least 16 characters");
        assertThat(new AccessToken("sixteen-letters!").isIn("Bearer sixteen-letters!"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET + "\n", SECRET + "\r", " " + SECRET, "correct horse battery", "korrektes-Pferd-ß-x"})
    void tokensThatNoHeaderCanCarryAreRefused(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessToken(secret))
                .withMessageContaining("no spaces or newlines")
                .withMessageNotContaining(secret);
    }
}
