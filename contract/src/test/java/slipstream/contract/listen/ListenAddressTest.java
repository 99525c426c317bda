package slipstream.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    private static final Optional<AccessToken> TOKEN = Optional.of(new AccessToken("0123456789abcdef"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8080",
                "127.255.0.42:0",
                "localhost:65535",
                "LocalHost:1",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:8080"
            })
    void loopbackNeedsNoToken(String address) {
        assertThat(ListenAddress.parse(address, Optional.empty()).token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:8080",
                "[::]:8080",
                "192.168.1.7:8080",
                "10.0.0.1:8080",
                "[fe80::1]:8080",
                "[::ffff:127.0.0.1]:80",
                "build-host:8080",
                "127.0.0.1.example.org:8080",
                "127.999.0.1:8080",
                "127.1:8080",
                "localhost.example.org:80",
                " 127.0.0.1:80"
            })
    void anyOtherAddressIsRefusedWithoutAToken_andTakenWithOne(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(address, Optional.empty()))
                .withMessageContaining("without a token would let anybody in: set token_file, or listen on 127.0.0.1");

        assertThat(ListenAddress.parse(address, TOKEN).token()).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "8080,is not host:port",
        ":8080,is not host:port",
        "127.0.0.1,is not host:port",
        "127.0.0.1:,is not a port number",
        "127.0.0.1:http,is not a port number",
        "127.0.0.1:70000,port 70000 is outside 0 to 65535",
        "127.0.0.1:-1,port -1 is outside 0 to 65535",
        "127.0.0.1:99999999999,is not a port number",
        "::1:8080,stands in brackets",
        ":::8080,stands in brackets",
        "[]:8080,the host is missing"
    })
    void whatIsNoAddressIsRefused_evenWithAToken(String address, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(address, TOKEN))
                .withMessageContaining(message);
    }

    @Test
    void thePartsAreReadAsWritten() {
        assertThat(ListenAddress.parse("[::1]:9090", Optional.empty()))
                .isEqualTo(new ListenAddress("::1", 9090, Optional.empty()));
        assertThat(ListenAddress.loopback(0)).isEqualTo(new ListenAddress("127.0.0.1", 0, Optional.empty()));
    }

    @Test
    void theTokenDoesNotShow() {
        assertThat(ListenAddress.parse("0.0.0.0:80", TOKEN).toString()).doesNotContain("0123456789abcdef");
    }
}
