package slipstream.alerting.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void secondsAreTaken() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
    }

    @Test
    void dateIsCountedFromNow() {
        assertThat(RetryAfter.parse("Sat, 31 Jan 2026 12:05:00 GMT", NOW)).contains(Duration.ofMinutes(5));
    }

    @Test
    void dateThatIsPastMeansNoWait() {
        assertThat(RetryAfter.parse("Sat, 31 Jan 2026 11:00:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3601", "999999999999999999", "Sun, 31 Jan 2027 12:00:00 GMT"})
    void waitOfMoreThanAnHourIsCutToAnHour(String value) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "9999999999999999999999"})
    void otherTextIsIgnored(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
