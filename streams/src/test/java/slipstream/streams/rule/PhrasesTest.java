package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static final Instant NOW = Instant.parse("2026-01-28T13:00:00Z");

    @Test
    void thousandsStandApart() {
        assertThat(Phrases.count(0)).isEqualTo("0");
        assertThat(Phrases.count(412)).isEqualTo("412");
        assertThat(Phrases.count(9_830)).isEqualTo("9 830");
        assertThat(Phrases.count(1_234_567)).isEqualTo("1 234 567");
    }

    @Test
    void aShareHasADigit_andTwoBelowOnePerCent() {
        assertThat(Phrases.percent(0.021)).isEqualTo("2.1 %");
        assertThat(Phrases.percent(0.0003)).isEqualTo("0.03 %");
        assertThat(Phrases.percent(0)).isEqualTo("0.0 %");
        assertThat(Phrases.percent(54.52)).isEqualTo("5 452.0 %");
    }

    @Test
    void unitsStandApartFromTheirNumbers() {
        assertThat(Phrases.length("1h")).isEqualTo("1 h");
        assertThat(Phrases.length("5m")).isEqualTo("5 min");
        assertThat(Phrases.length("1h30m")).isEqualTo("1 h 30 min");
        assertThat(Phrases.length("30d")).isEqualTo("30 d");
    }

    @Test
    void aDayOfTheWeekIsEnough_whenItCanBeOneDayOnly() {
        assertThat(Phrases.at(Instant.parse("2026-01-29T14:20:31Z"), NOW)).isEqualTo("Thu 14:20 UTC");
        assertThat(Phrases.at(Instant.parse("2026-01-22T14:20:00Z"), NOW)).isEqualTo("Thu 14:20 UTC");
        assertThat(Phrases.at(Instant.parse("2026-02-05T14:20:00Z"), NOW)).isEqualTo("Thu 5 Feb 14:20 UTC");
        assertThat(Phrases.at(Instant.parse("2026-01-22T12:59:00Z"), NOW)).isEqualTo("Thu 22 Jan 12:59 UTC");
    }
}
