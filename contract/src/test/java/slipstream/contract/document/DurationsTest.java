package slipstream.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "30s,PT30S",
        "5m,PT5M",
        "1h,PT1H",
        "7d,P7D",
        "4w,P28D",
        "1h30m,PT1H30M",
        "1m30ms,PT1M0.03S",
        "07d,P7D"
    })
    void isReadAsPrometheusWritesIt(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "m",
                "5 m",
                "5 minutes",
                "-5m",
                "+5m",
                "1.5h",
                "0",
                "0s",
                "0h0m",
                "5M",
                "1Y",
                "5m ",
                "1h-30m",
                "٥m",
                "999999999h",
                "999999999w",
                "999999999999h",
                "3661d",
                "5min"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void tenYearsAreTheLongest() {
        assertThat(Durations.parse("3660d")).isEqualTo(Duration.ofDays(3660));
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S,500ms", "PT90S,90s", "PT5M,5m", "PT36H,36h", "P7D,7d", "P28D,28d", "PT1H30M,90m"})
    void isWrittenInTheLargestUnitThatIsExact(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }

    @Test
    void readingUndoesWriting() {
        long[] units = {1, 1_000, 60_000, 3_600_000, 86_400_000};
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Duration duration = Duration.ofMillis(units[random.nextInt(units.length)] * (1 + random.nextInt(3_660)));

            assertThat(Durations.parse(Durations.format(duration)))
                    .as("seed %d", seed)
                    .isEqualTo(duration);
        }
    }
}
