package slipstream.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json ; profile=x"
            })
    void jsonIsKnown_howeverItIsSpelt(String contentType) {
        assertThat(BodyFormat.of(contentType)).hasValue(BodyFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "application",
                "application/jsonx",
                "application/json-patch+json",
                "text/json",
                "application/json; charset=utf-16",
                "application/x-ndjson; charset=latin1"
            })
    void otherTypesAndCharacterSetsAreNot(String contentType) {
        assertThat(BodyFormat.of(contentType)).isEmpty();
    }

    @Test
    void absentTypeIsNotGuessed() {
        assertThat(BodyFormat.of(null)).isEmpty();
        assertThat(BodyFormat.of("application/x-ndjson")).hasValue(BodyFormat.LINES);
    }
}
