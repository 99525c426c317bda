package slipstream.alerting.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
    @Test
    void showsSchemeAndHostOnly() {
        WebhookUrl url = WebhookUrl.parse("https://ana:s3cret@hooks.example:8443/T0/B0/X0?key=CANARY");

        assertThat(url).hasToString("https://hooks.example");
    }

    @Test
    void settingsShowNoMoreOfItEither() {
        WebhookUrl url = WebhookUrl.parse("https://ana:s3cret@hooks.example/T0/B0/X0");

        assertThat(new WebhookSettings(url, true, 0, WebhookSettings.DEFAULT_TIMEOUT).toString())
                .contains("https://hooks.example")
                .doesNotContain("s3cret", "X0");
    }

    @Test
    void targetKeepsPortPathAndQuery_andLeavesTheUserOut() {
        WebhookUrl url = WebhookUrl.parse("http://ana:s3cret@[::1]:9/a%20b?c=d");

        assertThat(url.target()).hasToString("http://[::1]:9/a%20b?c=d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SECRET", "ftp://SECRET/x", "http:SECRET", "https:///SECRET", "http://a b/SECRET", "//h/SECRET"})
    void anythingButAWebAddressIsRefused_withoutRepeatingIt(String text) {
        assertThatThrownBy(() -> WebhookUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
    }
}
