package slipstream.contract.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {
    @ParameterizedTest
    @CsvSource({
        "08080808, PUBLIC",
        "ac200001, PUBLIC",
        "26064700000000000000000000001111, PUBLIC",
        "7f000001, PRIVATE",
        "0a000001, PRIVATE",
        "ac10ffff, PRIVATE",
        "c0a80101, PRIVATE",
        "64400001, PRIVATE",
        "00000000000000000000000000000001, PRIVATE",
        "fd000000000000000000000000000001, PRIVATE",
        "a9fea9fe, NEVER",
        "64646464, PRIVATE",
        "646464c8, NEVER",
        "00000000, NEVER",
        "e0000001, NEVER",
        "ffffffff, NEVER",
        "fe800000000000000000000000000001, NEVER",
        "fd000ec2000000000000000000000254, NEVER",
        "fd000ec2000000000000000000000255, PRIVATE"
    })
    void addressIsOfTheKindOfItsBlock(String hex, AddressKind kind) {
        assertThat(AddressKind.of(HexFormat.of().parseHex(hex))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000ffffa9fea9fe, NEVER",
        "000000000000000000000000a9fea9fe, NEVER",
        "2002a9fea9fe00000000000000000001, NEVER",
        "0064ff9b0000000000000000a9fea9fe, NEVER",
        "0064ff9b00010000000000000a000001, PRIVATE",
        "20010000a9fea9fe0000000008080808, NEVER",
        "200100000808080800000000f7f7f7f7, PUBLIC",
        "20010000080808080000000056015601, NEVER",
        "20020808080800000000000000000001, PUBLIC"
    })
    void addressInsideAnAddressCounts(String hex, AddressKind kind) {
        assertThat(AddressKind.of(HexFormat.of().parseHex(hex))).isEqualTo(kind);
    }

    @Test
    void blockWithBitsBehindItsPrefixIsRefused() {
        assertThatThrownBy(() -> new AddressBlock(new byte[] {10, 0, 0, 1}, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("behind the prefix");
        assertThatThrownBy(() -> new AddressBlock(new byte[4], 33)).isInstanceOf(IllegalArgumentException.class);
    }
}
