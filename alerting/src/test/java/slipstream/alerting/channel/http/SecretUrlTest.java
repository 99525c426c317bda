package slipstream.alerting.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretUrlTest {
    @Test
    void showsSchemeAndHostOnly() {
        SecretUrl url = SecretUrl.parse("https://ana:s3cret@hooks.example:8443/T0/B0/X0?key=CANARY");

        assertThat(url).hasToString("https://hooks.example");
    }

    @Test
    void targetKeepsPortPathAndQuery_andLeavesTheUserOut() {
        SecretUrl url = SecretUrl.parse("http://ana:s3cret@[::1]:9/a%20b?c=d");

        assertThat(url.target()).hasToString("http://[::1]:9/a%20b?c=d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SECRET", "ftp://SECRET/x", "http:SECRET", "https:///SECRET", "http://a b/SECRET", "//h/SECRET"})
    void anythingButAWebAddressIsRefused_withoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SecretUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
    }
}
