package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain             | plain",
                "a\\x22b           | a\"b",
                "a\\\"b            | a\"b",
                "a\\\\b            | a\\b",
                "caf\\xC3\\xa9     | café",
                "a\\x2             | ax2",
                "a\\xzz            | axzz",
                "a\\               | a\\",
                "a\\q              | aq",
            })
    void escapesOfBothServersAreResolved(String written, String text) {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);

        assertThat(LineText.of(bytes, 0, bytes.length)).isEqualTo(text);
    }

    @Test
    void controlCharactersAreWhatTheyWere() {
        byte[] bytes = "a\\tb\\nc\\rd".getBytes(StandardCharsets.UTF_8);

        assertThat(LineText.of(bytes, 0, bytes.length)).isEqualTo("a\tb\nc\rd");
    }

    @Test
    void cutDoesNotSplitASurrogatePair() {
        String text = "x".repeat(LineText.MAX_CHARS - 1) + "😀";

        assertThat(LineText.cut(text)).isEqualTo("x".repeat(LineText.MAX_CHARS - 1));
        assertThat(LineText.cut("x" + text)).hasSize(LineText.MAX_CHARS);
        assertThat(LineText.cut("short")).isEqualTo("short");
    }
}
