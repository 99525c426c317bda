package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters of a request, and times among them. */
class CallTest {
    private static final List<String> KNOWN = List.of("step", "from");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void parametersAreNone_withoutAQuery() throws Exception {
        assertThat(Call.parameters(null, KNOWN)).isEmpty();
        assertThat(Call.parameters("", KNOWN)).isEmpty();
    }

    @Test
    void parametersAreDecoded_nameAndValue() throws Exception {
        assertThat(Call.parameters("st%65p=a+b%26c%3D&from=x=y", KNOWN))
                .containsOnly(Map.entry("step", "a b&c="), Map.entry("from", "x=y"));
    }

    @Test
    void parameterWithoutAnEqualsSignIsEmpty() throws Exception {
        assertThat(Call.parameters("step", KNOWN)).containsOnly(Map.entry("step", ""));
    }

    @Test
    void parameterThatIsRepeatedIsRefused_evenWhenEncodedDifferently() {
        assertThatThrownBy(() -> Call.parameters("step=1h&st%65p=1h", KNOWN))
                .isInstanceOf(Refusal.class)
                .hasMessage("give step only once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stp=1", "=1", "&", "step=1&", "step[]=1", "__proto__=1"})
    void parameterThatIsUnknownIsRefused(String query) {
        assertThatThrownBy(() -> Call.parameters(query, KNOWN))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("this resource takes only step, from");
    }

    @Test
    void veryLongParameterIsRefused_withoutALongComparison() {
        assertThatThrownBy(() -> Call.parameters("s".repeat(30_000), KNOWN))
                .isInstanceOf(Refusal.class)
                .hasMessage("this resource takes only step, from");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T09:00:00Z,2026-11-20T09:00:00Z",
        "2026-11-20T09:00:00.123Z,2026-11-20T09:00:00.123Z",
        "2026-11-20T10:30:00+01:30,2026-11-20T09:00:00Z",
        "1795164000000,2026-11-20T08:40:00Z",
        "631152000000,1990-01-01T00:00:00Z",
        "2026-11-21T10:00:00Z,2026-11-21T10:00:00Z"
    })
    void timeIsIsoOrMillis(String text, Instant time) throws Exception {
        assertThat(time(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "0",
                "1795164000",
                "631151999999",
                "2026-11-21T10:00:00.001Z",
                "2026-11-20",
                "2026-11-20T09:00:00",
                "2026-02-30T00:00:00Z",
                "99999999999999999999",
                "1e12"
            })
    void timeThatCannotBeMeantIsRefused_withBothBounds(String text) {
        assertThatThrownBy(() -> time(text))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("from must be a time from 1990-01-01T00:00:00Z to 2026-11-21T10:00:00Z");
    }

    private static java.util.Optional<Instant> time(String text) throws Refusal {
        return TimeParameter.read(new Call(Map.of(), Map.of("from", text)), "from", NOW);
    }
}
