package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLineTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "/a/b?c=d, /a/b",
                "/a#top, /a",
                "?c=d, ''",
                "https://example.test/a?b, /a",
                "https://example.test, /",
                "a:b, a:b",
                "'', ''",
                "/, /",
            })
    void pathIsWhatStandsBeforeTheQuery(String target, String path) {
        assertThat(RequestLine.path(target)).isEqualTo(path);
    }

    @Test
    void nothingIsLeftOfTheLineBefore() {
        RequestLine request = new RequestLine();
        byte[] good = "GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8);
        byte[] bad = "nonsense".getBytes(StandardCharsets.UTF_8);

        request.read(good, 0, good.length);
        assertThat(request.method()).isEqualTo("GET");
        request.read(bad, 0, bad.length);

        assertThat(request.method()).isEmpty();
        assertThat(request.route()).isEmpty();
    }
}
