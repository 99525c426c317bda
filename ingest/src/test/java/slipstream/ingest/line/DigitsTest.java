package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    @Test
    void decimalsAreWhatBigDecimalMakesOfThem() {
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            // Up to 15 digits a double holds the exact mantissa, so that one division rounds correctly.
            BigDecimal number = BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), random.nextInt(12));
            byte[] text = ("x" + number.toPlainString() + "x").getBytes(StandardCharsets.UTF_8);
            int shift = random.nextInt(10) - 6;

            double shifted = Digits.shifted(text, 1, text.length - 1, shift);

            BigDecimal exact = number.scaleByPowerOfTen(shift);
            assertThat(shifted).as("seed %d: %s", seed, number).isEqualTo(exact.doubleValue());
            if (exact.compareTo(BigDecimal.valueOf(1_000_000_000_000_000L)) < 0) {
                assertThat(Digits.shiftedWhole(text, 1, text.length - 1, shift))
                        .as("seed %d: %s", seed, number)
                        .isEqualTo(exact.longValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1.",
                ".5",
                "-1",
                "+1",
                "1e3",
                " 1",
                "1 ",
                "1.2.3",
                "0x1",
                "1234567890123456789",
                "1.12345678901234567"
            })
    void everythingElseIsNone(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Digits.shifted(bytes, 0, bytes.length, 3)).isNaN();
        assertThat(Digits.shiftedWhole(bytes, 0, bytes.length, 3)).isEqualTo(Digits.NONE);
    }

    @Test
    void wholeNumberThatDoesNotFitIsNone() {
        byte[] bytes = "999999999999999999".getBytes(StandardCharsets.UTF_8);

        assertThat(Digits.whole(bytes, 0, bytes.length)).isEqualTo(999_999_999_999_999_999L);
        assertThat(Digits.shiftedWhole(bytes, 0, bytes.length, 3)).isEqualTo(Digits.NONE);
    }
}
