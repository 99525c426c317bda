package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTimeTest {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ENGLISH);

    private final LineTime time = new LineTime(ZoneOffset.UTC);

    @Test
    void everyTimeIsWhatJavaTimeMakesOfIt() {
        for (long seed = 1; seed <= 5000; seed++) {
            Random random = new Random(seed);
            OffsetDateTime expected = Instant.ofEpochSecond(random.nextLong(4_000_000_000L))
                    .atOffset(ZoneOffset.ofTotalSeconds((random.nextInt(141) - 70) * 900));
            byte[] local = LOCAL.format(expected).getBytes(StandardCharsets.UTF_8);
            byte[] iso = DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .format(expected.plusNanos(random.nextInt(1000) * 1_000_000L))
                    .getBytes(StandardCharsets.UTF_8);

            assertThat(time.readLocal(local, 0)).as("seed %d", seed).isTrue();
            assertThat(time.epochMillis())
                    .as("seed %d", seed)
                    .isEqualTo(expected.toInstant().toEpochMilli());
            if (iso.length >= 20) {
                String text = new String(iso, StandardCharsets.UTF_8);
                boolean seconds = text.indexOf(':', text.indexOf(':') + 1) == 16;
                assertThat(time.readIso(iso, 0, iso.length))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(seconds);
                if (seconds) {
                    assertThat(time.epochMillis())
                            .as("seed %d: %s", seed, text)
                            .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00Z,2020-01-01T00:00:00Z",
        "2020-01-01t00:00:00z,2020-01-01T00:00:00Z",
        "2020-01-01 00:00:00.5,2020-01-01T00:00:00.500Z",
        "2020-01-01T00:00:00.123456789+00:00,2020-01-01T00:00:00.123Z",
        "2020-01-01T05:30:00+0530,2020-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z,2016-12-31T23:59:59Z",
        "2020-02-29T00:00:00Z,2020-02-29T00:00:00Z",
    })
    void isoTimesOfOthersAreRead(String text, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(time.readIso(bytes, 0, bytes.length)).isTrue();
        assertThat(Instant.ofEpochMilli(time.epochMillis())).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-01-01", "2020-01-01T00:00", "2020-01-01T00:00:00.", "2020-01-01T00:00:00.Z",
                        "2020-01-01T00:00:00+1",
                "2020-01-01T00:00:00 UTC", "2020-01-01X00:00:00Z", "2020/01/01T00:00:00Z", "2020-01-01T25:00:00Z",
                        "2020-1-01T00:00:00ZZ"
            })
    void otherTextIsNoIsoTime(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(time.readIso(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    void dateThatDoesNotExistIsNone_alsoAfterOneThatDoes() {
        byte[] good = "2021-02-28T00:00:00Z".getBytes(StandardCharsets.UTF_8);
        byte[] bad = "2021-02-29T00:00:00Z".getBytes(StandardCharsets.UTF_8);

        time.readIso(good, 0, good.length);
        long before = time.epochMillis();
        time.readIso(bad, 0, bad.length);

        assertThat(time.epochMillis()).isEqualTo(LineTime.NONE);
        time.readIso(good, 0, good.length);
        assertThat(time.epochMillis()).isEqualTo(before);
    }

    @Test
    void hourThatComesTwiceIsTheFirst_andOneThatIsLeftOutIsShifted() {
        LineTime berlin = new LineTime(ZoneId.of("Europe/Berlin"));
        byte[] twice = "2026-10-25T02:30:00".getBytes(StandardCharsets.UTF_8);
        byte[] never = "2026-03-29T02:30:00".getBytes(StandardCharsets.UTF_8);

        berlin.readIso(twice, 0, twice.length);
        assertThat(Instant.ofEpochMilli(berlin.epochMillis())).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        berlin.readIso(never, 0, never.length);
        assertThat(Instant.ofEpochMilli(berlin.epochMillis())).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }
}
