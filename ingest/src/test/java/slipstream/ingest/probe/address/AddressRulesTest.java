package slipstream.ingest.probe.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final AddressRules TEN =
            new AddressRules(List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("fd00:1::/32")));

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "2002:0808:0808::1"})
    void publicAddressIsAlwaysProbed(String address) {
        assertThatCode(() -> AddressRules.PUBLIC_ONLY.check(Cidr.numeric(address)))
                .doesNotThrowAnyException();
        assertThat(AddressRules.isPrivate(Cidr.numeric(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "::1",
                "fd00::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "2002:0a00:0001::1",
                "2001:0:5ef5:79fd:0:59d:f5ff:fffe",
                "64:ff9b::10.0.0.1"
            })
    void privateAddressIsRefused_inEveryFormThatCarriesIt(String address) {
        assertThatThrownBy(() -> AddressRules.PUBLIC_ONLY.check(Cidr.numeric(address)))
                .isInstanceOf(AddressRefusedException.class)
                .hasMessageContaining("allow_private");
        assertThat(AddressRules.isPrivate(Cidr.numeric(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "ff02::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "::ffff:169.254.169.254",
                "2002:a9fe:a9fe::1",
                "64:ff9b::169.254.169.254"
            })
    void someAddressesAreNeverProbed_whateverIsAllowed(String address) {
        assertThatThrownBy(() -> AddressRules.ALL_PRIVATE.check(Cidr.numeric(address)))
                .isInstanceOf(AddressRefusedException.class)
                .hasMessageContaining("never probed");
    }

    @Test
    void allowedBlockIsOpenAndItsNeighbourIsNot() {
        assertThatCode(() -> TEN.check(Cidr.numeric("10.1.2.3"))).doesNotThrowAnyException();
        assertThatCode(() -> TEN.check(Cidr.numeric("fd00:1::5"))).doesNotThrowAnyException();
        assertThatCode(() -> TEN.check(Cidr.numeric("2002:0a01:0203::1"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> TEN.check(Cidr.numeric("10.2.0.1"))).isInstanceOf(AddressRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.1/8", "shop.example", "10.0.0.0/x", "10.0.0.0/-1", ""})
    void blockThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void socketThatIsRefusedNeverReachesTheListener() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, Cidr.numeric("127.0.0.1"));
                GuardedSocket socket = new GuardedSocket(AddressRules.PUBLIC_ONLY)) {
            assertThatThrownBy(() -> socket.connect(
                            new InetSocketAddress(Cidr.numeric("127.0.0.1"), server.getLocalPort()), 100))
                    .isInstanceOf(AddressRefusedException.class);
            assertThat(socket.isConnected()).isFalse();
        }
    }
}
