package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;

/** Lines of each named format, spelt out. */
class NamedFormatsTest {
    private static final String ALB =
            "https 2026-01-02T03:04:05.123456Z app/shop/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80 %s"
                    + " %s %s 34 366 \"GET https://shop.example:443/items/7?q=1 HTTP/1.1\" \"curl/8.0 \\\"x\\\"\" ECDHE TLSv1.2"
                    + " arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/a/b \"Root=1-58\" \"shop.example\" \"arn:cert\" 0"
                    + " 2026-01-02T03:04:05.000000Z \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\" TID_1";

    @Test
    void aRequestOfALoadBalancerHasTheSumOfItsTimes() throws Exception {
        RequestObservation request = ReadLines.of(
                        "alb", "remote_addr", "trace_id", "target_status_code", "conn_trace_id")
                .request(ALB.formatted("0.001 0.250 0.000", "502", "-") + " \"a new field\" another");

        assertThat(ReadLines.time(request)).isEqualTo("2026-01-02T03:04:05.123Z");
        assertThat(request.route()).isEqualTo("/items/7");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.status()).isEqualTo(502);
        assertThat(request.latencyMillis()).isEqualTo(251);
        assertThat(request.attributes())
                .isEqualTo(Map.of("remote_addr", "192.0.2.7", "trace_id", "Root=1-58", "conn_trace_id", "TID_1"));
    }

    @Test
    void aRequestThatWasNeverDispatchedHasNoLatency() throws Exception {
        RequestObservation request = ReadLines.of("alb").request(ALB.formatted("-1 -1 -1", "503", "-"));

        assertThat(request.status()).isEqualTo(503);
        assertThat(request.latencyMillis()).isNaN();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<34>1 2026-01-02T03:04:05.003Z host app 77 ID47 [a@1 b=\"\\]\"] it broke | CRIT | it broke | host | app",
                "<165>1 2026-01-02T03:04:05Z host app - - - hello                     | NOTICE | hello | host | app",
                "<13>Jan  2 03:04:05 host app[77]: hello                              | NOTICE | hello | host | app",
                "Jan  2 03:04:05 host sshd[77]: error: no key                         | '' | error: no key | host | sshd",
                "2026-01-02T03:04:05+00:00 host app: ERROR hello                      | ERROR | ERROR hello | host | app"
            })
    void syslogIsReadInBothForms(String line, String level, String message, String host, String program)
            throws Exception {
        LogRecord record = ReadLines.of("syslog", "host", "program").log(line.strip());

        assertThat(ReadLines.time(record)).startsWith("2026-01-02T03:04:05");
        assertThat(record.level()).isEqualTo(level);
        assertThat(record.message()).isEqualTo(message);
        assertThat(record.attributes()).isEqualTo(Map.of("host", host, "program", program));
    }

    @ParameterizedTest
    @CsvSource({
        "Jan  3 11:59:59, 2026-01-03T11:59:59Z",
        "Jan  9 12:00:00, 2026-01-09T12:00:00Z",
        "Jan 12 00:00:00, 2025-01-12T00:00:00Z",
        "Dec 31 23:59:59, 2025-12-31T23:59:59Z",
        "Feb 29 00:00:00, 2024-02-29T00:00:00Z"
    })
    void aTimeWithoutAYearGetsTheYearThatIsAtMostAWeekAhead(String written, String time) {
        TextTime reader = new TextTime(
                ZoneOffset.UTC,
                slipstream.contract.event.TimeBounds.event(java.time.InstantSource.fixed(ReadLines.NOW)));

        assertThat(java.time.Instant.ofEpochMilli(reader.whole(written))).hasToString(time);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-26 01:30:00, 2025-10-25T23:30:00Z",
        "2025-10-26 02:30:00, 2025-10-26T00:30:00Z",
        "2025-10-26 03:30:00, 2025-10-26T02:30:00Z",
        "2025-03-30 02:30:00, 2025-03-30T01:30:00Z"
    })
    void anHourThatComesTwiceIsItsFirst_andOneThatIsLeftOutIsTheNext(String written, String time) throws Exception {
        LineFormat plain = LineFormat.of("plain", Map.of(), List.of(), ZoneId.of("Europe/Berlin"));

        assertThat(ReadLines.time(ReadLines.of(plain).log(written + " x"))).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-02 03:04:05,678 ERROR [main] boom | 2026-01-02T03:04:05.678Z | ERROR | ERROR [main] boom",
                "[2026-01-02T03:04:05Z] all is well        | 2026-01-02T03:04:05Z | '' | all is well",
                "2026/01/02 03:04:05 [error] 7#7: boom     | 2026-01-02T03:04:05Z | ERROR | [error] 7#7: boom",
                "1767323045 FATAL boom                     | 2026-01-02T03:04:05Z | FATAL | FATAL boom",
                "1767323045678 boom                        | 2026-01-02T03:04:05.678Z | '' | boom"
            })
    void plainTextHasItsTimeInFrontAndALevelWord(String line, String time, String level, String message)
            throws Exception {
        LogRecord record = ReadLines.of("plain").log(line.strip());

        assertThat(ReadLines.time(record)).isEqualTo(time);
        assertThat(record.level()).isEqualTo(level);
        assertThat(record.message()).isEqualTo(message);
    }

    @Test
    void aLineWithoutATimeHasThatOfTheLineBefore_orOfReadingWhenItIsFollowedLive() throws Exception {
        LineFormat plain = LineFormat.of("plain", Map.of(), List.of(), ZoneOffset.UTC);
        ReadLines old = ReadLines.of(plain);

        assertThatThrownBy(() -> old.read("no time")).isInstanceOf(RejectedObservationException.class);
        old.read("2026-01-02T03:04:05Z ERROR boom");
        assertThat(ReadLines.time(old.log("\tat Main.java:7"))).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(ReadLines.time(ReadLines.live(plain).log("no time"))).isEqualTo("2026-01-03T12:00:00Z");
    }

    @Test
    void logfmtIsReadByAMapping() throws Exception {
        LineFormat logfmt = LineFormat.of(
                "logfmt",
                Map.of(
                        "time", "ts",
                        "route", "path",
                        "status", "status",
                        "latencyMillis", "took_ms",
                        "attributes.user", "user.id",
                        "attributes.cached", "cached"),
                List.of(),
                ZoneOffset.UTC);

        RequestObservation request = ReadLines.of(logfmt)
                .request("ts=2026-01-02T03:04:05Z path=\"/a b?c=\\\"d\\\"\" status=404 took_ms=1.5 user.id=7 cached");

        assertThat(request.route()).isEqualTo("/a b");
        assertThat(request.status()).isEqualTo(404);
        assertThat(request.latencyMillis()).isEqualTo(1.5);
        assertThat(request.attributes()).isEqualTo(Map.of("user", "7", "cached", "true"));
    }

    @Test
    void aMappingWithAMessageMakesRecords() throws Exception {
        LineFormat json = LineFormat.of(
                "json", Map.of("time", "ts", "level", "lvl", "message", "msg"), List.of(), ZoneOffset.UTC);

        LogRecord record =
                ReadLines.of(json).log("{\"ts\":\"2026-01-02T03:04:05Z\",\"lvl\":\"warn\",\"msg\":\"slow query\"}");

        assertThat(record.level()).isEqualTo("warn");
        assertThat(record.message()).isEqualTo("slow query");
    }

    @Test
    void aPatternOfOnesOwnSaysWhatItsGroupsHold() throws Exception {
        LineFormat format = LineFormat.ofPattern(
                "^(?<time>\\S+) (?<method>[A-Z]+) (?<route>\\S+) -> (?<status>\\d+) in (?<latencyMillis>[\\d.]+)ms"
                        + " by (?<attributes_client_address>\\S+)$",
                ZoneOffset.UTC);

        RequestObservation request =
                ReadLines.of(format).request("2026-01-02T03:04:05Z GET /a?b -> 200 in 1.5ms by 192.0.2.1");

        assertThat(request.route()).isEqualTo("/a");
        assertThat(request.latencyMillis()).isEqualTo(1.5);
        assertThat(request.attributes()).isEqualTo(Map.of("client_address", "192.0.2.1"));
    }

    @Test
    void aPatternThatBacktracksTooMuchIsSwitchedOffAfterAHundredLines() {
        ReadLines lines = ReadLines.of(LineFormat.ofPattern("^(?<time>(.*a){14}b)$", ZoneOffset.UTC));
        String hostile = "a".repeat(40);

        for (int i = 0; i < PatternReader.MOST_OVER_BUDGET; i++) {
            assertThat(lines.parser().trouble()).isEmpty();
            assertReason(lines, hostile, RejectReason.PATTERN_BUDGET);
        }

        assertThat(lines.parser().trouble())
                .contains("the pattern is switched off: 100 lines took more than 100000 steps");
        assertReason(lines, "short", RejectReason.PATTERN_BUDGET);
    }

    private static void assertReason(ReadLines lines, String line, RejectReason reason) {
        assertThatThrownBy(() -> lines.read(line))
                .isInstanceOfSatisfying(
                        RejectedObservationException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(?<tiem>x)     | the pattern's group tiem is not known; did you mean 'time'?",
                "(?<status>x)   | the pattern has no group (?<time>...)",
                "(?<time>x      | the pattern is no regular expression: Unclosed group near position"
            })
    void aPatternThatCannotBeUsedIsRefused(String pattern, String message) {
        assertThatThrownBy(() -> LineFormat.ofPattern(pattern.strip(), ZoneOffset.UTC))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anAttributeThatAFormatDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> LineFormat.of("alb", Map.of(), List.of("remote_adr"), ZoneOffset.UTC))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining("the format alb has no attribute remote_adr")
                .hasMessageContaining("remote_addr");
    }
}
