package slipstream.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0,0,false",
        "125000,125000,false",
        "-1.5,-1.5,false",
        "5%,0.05,true",
        "0.1%,0.001,true",
        "80 %,0.8,true",
        "12B,12,false",
        "1kB,1000,false",
        "50MB,50000000,false",
        "1.5 GB,1500000000,false",
        "2TB,2000000000000,false",
        "1KiB,1024,false",
        "1MiB,1048576,false",
        "1GiB,1073741824,false",
        "0.5TiB,549755813888,false"
    })
    void aNumberIsTakenWithItsUnit(String text, BigDecimal value, boolean isShare) {
        Quantity quantity = Quantity.parse(text);

        assertThat(quantity.value()).isEqualByComparingTo(value);
        assertThat(quantity.isShare()).isEqualTo(isShare);
    }

    /** 0.1 as a double is a little more. */
    @Test
    void itIsExact() {
        assertThat(Quantity.parse("0.1").value()).isEqualTo(new BigDecimal("0.1"));
        assertThat(Quantity.parse("0.1%").ppm()).isEqualTo(1_000);
        assertThat(Quantity.parse("0.001").ppm()).isEqualTo(1_000);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Quantity.parse("0.00001%").ppm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "%",
                "MB",
                "5 percent",
                "5mb",
                "5Mb",
                "5  MB",
                "+5",
                "1e6",
                "1_000",
                "1,5",
                ".5",
                "5.",
                "0x10",
                "NaN",
                "1234567890123456789",
                "٥"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse(text));
    }
}
