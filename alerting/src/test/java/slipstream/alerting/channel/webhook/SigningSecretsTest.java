package slipstream.alerting.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.alerting.channel.Secret;

class SigningSecretsTest {
    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Secret OTHER = new Secret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Instant ATTEMPT = Instant.ofEpochSecond(1_614_265_330);

    @Test
    void signatureIsThatOfThePublishedVector() {
        assertThat(SigningSecrets.of(List.of(SECRET)).headers("msg_p5jXN8AQM9LWM0D4loKWxJek", ATTEMPT, BODY))
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void twoSecretsGiveTwoSignatures_inTheirOrder() {
        String both = SigningSecrets.of(List.of(OTHER, SECRET))
                .headers("msg_p5jXN8AQM9LWM0D4loKWxJek", ATTEMPT, BODY)
                .get("webhook-signature");

        assertThat(both.split(" ")).hasSize(2);
        assertThat(both).endsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_CANARY!", "whsec_Q0FOQVJZ", "whsec_"})
    void whatIsNoSecretIsRefused_withoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SigningSecrets.of(List.of(new Secret(text))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("CANARY")
                .hasMessageNotContaining("Q0FOQVJZ")
                .hasNoCause();
    }

    @Test
    void secretsAreNotShown() {
        assertThat(SigningSecrets.of(List.of(SECRET))).hasToString("1 secrets");
    }
}
