package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipstream parse test}: how much of a log is understood, and what not. */
class ParseTestCommandTest {
    private static final String GOOD =
            "192.0.2.1 - - [28/Jan/2026:00:00:00 +0000] \"GET /a?b HTTP/1.1\" 200 12 \"-\" \"-\"\n";

    @TempDir
    private Path folder;

    @Test
    void theLinesThatDoNotMatchAreShownWithTheirPlaceAndReason() throws IOException {
        Path log = Files.writeString(
                folder.resolve("access.log"),
                GOOD.repeat(500) + "garbage\n" + GOOD.repeat(498) + GOOD.replace("200", "abc"));

        Said said = Said.by("parse", "test", log.toString(), "--format", "combined", "--attribute", "remote_addr");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).isEqualTo("""
                998 of 1000 lines matched; here are the 2 that did not:
                  line 501: the line does not have ' - ' after $remote_addr, from byte 1 on
                    | garbage
                  line 1000: $status 'abc' is not a number, such as 200
                    | 192.0.2.1 - - [28/Jan/2026:00:00:00 +0000] "GET /a?b HTTP/1.1" abc 12 "-" "-"
                request: 998
                The first are understood as:
                  2026-01-28T00:00:00Z service request GET /a status 200 {remote_addr=192.0.2.1}
                  2026-01-28T00:00:00Z service request GET /a status 200 {remote_addr=192.0.2.1}
                  2026-01-28T00:00:00Z service request GET /a status 200 {remote_addr=192.0.2.1}
                """);
    }

    @Test
    void theExitCodeIsZero_whenEveryLineMatched() {
        String report = "{\"name\":\"sync\",\"timestamp\":\"2026-01-28T00:00:00Z\",\"level\":\"info\","
                + "\"message\":\"Duration: 1805 ms\\tMemory Usage: 140 MB\"}\n";

        Said said = Said.reading(
                new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)),
                "parse",
                "test",
                "-",
                "--format",
                "netlify");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .startsWith("1 of 1 lines matched\nrequest: 1\nsample: 1\n")
                .contains("service request   status 200 in 1805.0 ms {coldStart=false, function=sync")
                .contains("service sample memory = 140.0 {");
    }

    @Test
    void aFormatIsNeeded_andAPatternIsOne() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "2026-01-28T00:00:00Z boom\n");

        assertThat(Said.by("parse", "test", log.toString()).exitCode()).isEqualTo(2);
        assertThat(Said.by("parse", "test", log.toString(), "--pattern", "^(?<time>\\S+) (?<message>.*)$")
                        .out())
                .contains("1 of 1 lines matched")
                .contains("service record  boom");
    }
}
