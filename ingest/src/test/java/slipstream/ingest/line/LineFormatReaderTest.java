package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.LogRecord;

/** What a configuration says about lines, beyond the name of a format. */
class LineFormatReaderTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void routesAreTemplatedWhereTheConfigurationSaysSo() throws Exception {
        ReadLines lines = ReadLines.of(read("""
                format: $time_iso8601 $status "$request"
                routes: [{match: '^/users/\\d+', as: '/users/:id'}]
                """).orElseThrow());

        assertThat(lines.request("2026-01-02T03:04:05Z 200 \"GET /users/12?x HTTP/1.1\"")
                        .route())
                .isEqualTo("/users/:id");
    }

    @Test
    void theFirstPatternThatMatchesNamesTheRecord() throws Exception {
        ReadLines lines = ReadLines.of(read("""
                format: plain
                patterns: [FATAL, ERROR, SLOW_REQUEST, auth_failure, SECURITY, {name: checkout, match: 'order (?<order>\\d+)'}]
                """).orElseThrow());

        Map<String, String> patternByLine = Map.of(
                "2026-01-02T03:04:05Z ERROR boom", "ERROR",
                "2026-01-02T03:04:05Z [error] boom", "ERROR",
                "2026-01-02T03:04:05Z FATAL boom", "FATAL",
                "2026-01-02T03:04:05Z SLOW_REQUEST /a took 2100 ms", "SLOW_REQUEST",
                "2026-01-02T03:04:05Z Failed password for root from 192.0.2.4 port 22", "auth_failure",
                "2026-01-02T03:04:05Z Invalid signature", "SECURITY",
                "2026-01-02T03:04:05Z INFO order 77 placed", "checkout",
                "2026-01-02T03:04:05Z INFO all is well", "");

        for (Map.Entry<String, String> line : patternByLine.entrySet()) {
            assertThat(lines.log(line.getKey()).pattern()).as(line.getKey()).isEqualTo(line.getValue());
        }
        LogRecord failure = lines.log("2026-01-02T03:04:05Z Failed password for root from 192.0.2.4 port 22");
        assertThat(failure.attributes()).isEqualTo(Map.of("client", "192.0.2.4"));
        assertThat(lines.log("2026-01-02T03:04:05Z order 77").attributes()).isEqualTo(Map.of("order", "77"));
    }

    @Test
    void aNamedPatternThatBacktracksTooMuchIsSwitchedOff_andTheRecordsStay() throws Exception {
        ReadLines lines = ReadLines.of(read("""
                format: plain
                patterns: [{name: hostile, match: '(.*a){14}b'}, ERROR]
                """).orElseThrow());

        for (int i = 0; i < PatternReader.MOST_OVER_BUDGET; i++) {
            assertThat(lines.log("2026-01-02T03:04:05Z ERROR " + "a".repeat(60)).pattern())
                    .isEqualTo("ERROR");
        }

        assertThat(lines.parser().trouble())
                .contains("the pattern hostile is switched off: 100 lines took more than 100000 steps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{format: plain, patterns: [EROR]}                | 'EROR' is not built in; did you mean 'ERROR'?",
                "{format: plain, patterns: [{name: a}]}           | match",
                "{format: plain, patterns: [{name: a, match: '('}]} | is no regular expression",
                "{format: plain, routes: some}                    | auto",
                "{format: plain, routes: [{match: a, as: __x}]}   | names that begin with __ are reserved",
                "{format: plain, max_routes: 7}                   | belongs to routes, which is absent",
                "{format: plain, pattern: '(?<time>x)'}           | stands for itself",
                "{pattern: '(?<status>x)'}                        | has no group (?<time>...)",
                "{}                                               | format"
            })
    void mistakesAreNamed(String yaml, String message) throws Exception {
        read(yaml);

        assertThat(problems.all()).isNotEmpty();
        assertThat(problems.all().get(0).toString()).contains(message);
    }

    private Optional<LineFormat> read(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("ingest.yml"), yaml);
        Fields fields =
                YamlReader.read(file, problems).get(0).asFields(problems).orElseThrow();
        Optional<LineFormat> format = LineFormatReader.read(fields);
        fields.done();
        return format;
    }
}
