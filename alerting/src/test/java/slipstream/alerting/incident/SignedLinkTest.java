package slipstream.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.alerting.incident.SignedLink.Check;
import slipstream.alerting.incident.SignedLink.Outcome;
import slipstream.alerting.incident.SignedLink.Purpose;

class SignedLinkTest {
    private static final Instant EXPIRES = Instant.parse("2026-08-23T10:00:00Z");
    private static final SignedLink LINK = new SignedLink("correct horse battery");

    @Test
    void aTokenIsValidUntilItExpires() {
        String token = LINK.token("7QK3M", Purpose.ACKNOWLEDGE, EXPIRES);

        assertThat(token).matches("[A-Za-z0-9_.-]{40,120}");
        assertThat(LINK.check(token, Purpose.ACKNOWLEDGE, EXPIRES.minusSeconds(1)))
                .isEqualTo(new Check(Outcome.VALID, Optional.of("7QK3M")));
        assertThat(LINK.check(token, Purpose.ACKNOWLEDGE, EXPIRES))
                .isEqualTo(new Check(Outcome.EXPIRED, Optional.of("7QK3M")));
    }

    @Test
    void everyChangedCharacterMakesItInvalid() {
        String token = LINK.token("7QK3M", Purpose.ACKNOWLEDGE, EXPIRES);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, i) + other + token.substring(i + 1);

            assertThat(LINK.check(forged, Purpose.ACKNOWLEDGE, Instant.EPOCH).outcome())
                    .as("character %d", i)
                    .isEqualTo(Outcome.INVALID);
        }
    }

    @Test
    void aTokenOfAnotherSecretIsInvalid() {
        String token = new SignedLink("another secret, also long").token("7QK3M", Purpose.ACKNOWLEDGE, EXPIRES);

        assertThat(LINK.check(token, Purpose.ACKNOWLEDGE, Instant.EPOCH).outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "MX5hY2s.", "%%%.%%%", "MX5hY2t-.MX5hY2t-", "..."})
    void nonsenseIsInvalid(String token) {
        assertThat(LINK.check(token, Purpose.ACKNOWLEDGE, Instant.EPOCH).outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void anEndlessTokenIsInvalid() {
        assertThat(LINK.check("a.".repeat(10_000), Purpose.ACKNOWLEDGE, Instant.EPOCH)
                        .outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> new SignedLink("guess me"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can be guessed");
    }
}
