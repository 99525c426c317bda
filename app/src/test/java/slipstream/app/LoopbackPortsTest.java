package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackPortsTest {
    @Test
    void twoDifferentFreePortsAreFound_whenAnyPortWillDo() {
        LoopbackPorts ports = LoopbackPorts.find(0);

        assertThat(ports.client()).isBetween(1, 65_535);
        assertThat(ports.controller()).isBetween(1, 65_535).isNotEqualTo(ports.client());
    }

    @Test
    void wantedPortIsKept_whenItIsFree() {
        int free = LoopbackPorts.find(0).client();

        assertThat(LoopbackPorts.find(free).client()).isEqualTo(free);
    }

    @Test
    void takenPortIsNamed() throws IOException {
        try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = squatter.getLocalPort();

            assertThatThrownBy(() -> LoopbackPorts.find(taken))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("port " + taken + " on 127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void numberThatIsNoPort_isRefused(int number) {
        assertThatThrownBy(() -> LoopbackPorts.find(number))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(Integer.toString(number))
                .hasMessageContaining("65535");
    }
}
