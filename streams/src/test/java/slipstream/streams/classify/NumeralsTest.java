package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NumeralsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.5",
                "+7",
                ".5",
                "5.",
                "1e3",
                "1E-3",
                "2.5e+10",
                "007",
                "123456789012345",
                "1234567890123456",
                "0.1234567890123456789",
                "9007199254740993",
                "4.9e-324",
                "1e-400",
                "1.7976931348623157e308"
            })
    void decimalNumbersAreReadAsAParserReadsThem(String text) {
        assertThat(Numerals.read(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "-",
                ".",
                "e5",
                "1e",
                "1e+",
                "1.2.3",
                "12 ",
                " 12",
                "1,5",
                "0x10",
                "1f",
                "1d",
                "NaN",
                "Infinity",
                "1e999",
                "12ms",
                "--1",
                "1e5.5",
                "٣"
            })
    void whatIsNoFiniteDecimalNumberIsAbsent(String text) {
        assertThat(Numerals.read(text)).isNaN();
    }

    @Test
    void randomNumbersAreReadToTheLastBit() {
        for (long seed = 0; seed < 50_000; seed++) {
            String text = random(new Random(seed));

            assertThat(Numerals.read(text)).as("%s, seed %d", text, seed).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "-3, -3", "0.5, 0.5", "1e15, 1.0E15", "-0.0, 0"})
    void wholeNumbersAreWrittenWithoutAFraction(double number, String text) {
        assertThat(Numerals.write(number)).isEqualTo(text);
    }

    @Test
    void whatIsAbsentIsNotWritten() {
        assertThat(Numerals.write(Double.NaN)).isNull();
    }

    private static String random(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 ->
                BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(25))
                        .toPlainString();
            case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            default -> random.nextInt(1_000) + "." + random.nextInt(1_000_000);
        };
    }
}
