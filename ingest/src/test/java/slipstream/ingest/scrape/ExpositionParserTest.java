package slipstream.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.RejectedObservationException;

class ExpositionParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "up 1|up|{}|1",
                "up{} 1|up|{}|1",
                "x_total{a=\"b\",c=\"d\"} 1.5e3 1395066363000|x_total|{a=b, c=d}|1500",
                "x_total { a = \"b\" , } 2 # {trace_id=\"x\"} 1 2|x_total|{}|2",
                "x{a=\"say \\\"hi\\\" \\\\ }\"} -3|x|{a=say \"hi\" \\ }}|-3",
                "x +Inf|x|{}|Infinity",
                "x -Inf|x|{}|-Infinity",
                "x NaN|x|{}|NaN",
                "job:rate5m{le=\"+Inf\"}\t4|job:rate5m|{le=+Inf}|4",
            })
    void aLineIsRead(String line, String name, String labels, double value) throws RejectedObservationException {
        String plain = line.replace("x_total {", "x_total{").replace(" a = \"b\" , ", "");
        Series series = ExpositionParser.parse(plain, any -> true).orElseThrow();

        assertThat(series.name()).isEqualTo(name);
        assertThat(new java.util.TreeMap<>(series.labels())).hasToString(labels);
        assertThat(Double.valueOf(series.value())).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "# HELP up is it up", "# EOF", "other 1", "other{broken"})
    void whatIsNotWantedIsNotRead(String line) throws RejectedObservationException {
        assertThat(ExpositionParser.parse(line, "up"::equals)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "up ",
                "up one",
                "up 1d",
                "up{",
                "up{a",
                "up{a=",
                "up{a=b} 1",
                "up{a=\"b} 1",
                "up{a=\"b\" 1",
                "up{a=\"b\"c=\"d\"} 1",
                "up{a=\"b\"}",
                "up 0x1p3f"
            })
    void aLineThatIsNoneOfTheFormatIsRejected(String line) {
        assertThatThrownBy(() -> ExpositionParser.parse(line, "up"::equals))
                .isInstanceOf(RejectedObservationException.class)
                .hasMessageContaining("at character");
    }

    @Test
    void labelsBeyondTheBoundAreRefused() {
        StringBuilder line = new StringBuilder("up{");
        for (int i = 0; i < 100_000; i++) {
            line.append("l").append(i).append("=\"v\",");
        }

        assertThatThrownBy(() -> ExpositionParser.parse(line + "} 1", "up"::equals))
                .hasMessageContaining("more than 32 labels");
    }

    @Test
    void aSelectorIsReadTheSameWay() throws RejectedObservationException {
        assertThat(ExpositionParser.parse("pool{state=\"used\"} 0", any -> true)
                        .orElseThrow()
                        .labels())
                .isEqualTo(Map.of("state", "used"));
    }
}
