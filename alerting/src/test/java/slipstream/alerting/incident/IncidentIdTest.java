package slipstream.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentIdTest {
    private static final Instant T0 = Instant.parse("2026-08-22T10:00:00Z");

    @Test
    void theSameGroupAndInstantHaveTheSameName() {
        assertThat(IncidentId.of("{}:{}", T0, id -> false)).isEqualTo(IncidentId.of("{}:{}", T0, id -> false));
        assertThat(IncidentId.of("{}:{}", T0, id -> false))
                .isNotEqualTo(IncidentId.of("{}:{}", T0.plusMillis(1), id -> false));
    }

    @Test
    void namesAreShort_readable_andNotTaken() {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String id = IncidentId.of("{}:{service=\"s" + i + "\"}", T0, taken::contains);

            assertThat(taken.add(id)).isTrue();
            assertThat(id).matches("[0-9A-HJKMNP-TV-Z]{5,8}");
            assertThat(IncidentId.read(id.toLowerCase(Locale.ROOT))).contains(id);
        }
    }

    @Test
    void lettersThatLookLikeDigitsAreThoseDigits() {
        assertThat(IncidentId.read("#7qoil")).contains("7Q011");
    }

    @ParameterizedTest
    @ValueSource(strings = {"looking", "rolling", "into", "", "7QK3", "7QK3M7QK3", "7QK!M", "reboot"})
    void wordsAreNoNames(String word) {
        assertThat(IncidentId.read(word)).isEmpty();
    }
}
