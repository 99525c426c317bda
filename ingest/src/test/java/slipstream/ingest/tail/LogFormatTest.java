package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

class LogFormatTest {
    private static final TimeBounds BOUNDS =
            TimeBounds.event(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    private static final String COMBINED_LINE =
            "192.0.2.7 - ana [18/Sep/2011:19:18:28 -0400] \"GET /shop/cart?id=7 HTTP/1.1\""
                    + " 503 1234 \"https://example.test/\" \"Mozilla/5.0 (X11; \\\"quoted\\\") like [this]\"";

    @Test
    void combinedGivesTimeStatusMethodAndPathWithoutQuery() throws Exception {
        RequestObservation seen = parse("combined", COMBINED_LINE);

        assertThat(seen.timeMillis())
                .isEqualTo(Instant.parse("2011-09-18T23:18:28Z").toEpochMilli());
        assertThat(seen.service()).isEqualTo("web");
        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.route()).isEqualTo("/shop/cart");
        assertThat(seen.latencyMillis()).isNaN();
        assertThat(seen.attributes()).containsExactly(Map.entry("team", "shop"));
    }

    @Test
    void combinedIsTheSameHoweverItIsSpelt() throws Exception {
        RequestObservation expected = parse("combined", COMBINED_LINE);

        String nginx = "log_format  main  '$remote_addr - $remote_user [$time_local] \"$request\" '\n"
                + "  '$status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"';";
        String apache =
                "LogFormat \"%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"\" combined";

        assertThat(parse(nginx, COMBINED_LINE)).isEqualTo(expected);
        assertThat(parse("nginx: " + nginx, COMBINED_LINE)).isEqualTo(expected);
        assertThat(parse(apache, COMBINED_LINE)).isEqualTo(expected);
        assertThat(parse("apache: %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"", COMBINED_LINE))
                .isEqualTo(expected);
        assertThat(parse("${remote_addr} - $u [${time_local}] \"$request\" $status $rest", COMBINED_LINE))
                .isEqualTo(expected);
    }

    @Test
    void commonHasNeitherReferrerNorAgent() throws Exception {
        RequestObservation seen = parse("common", "::1 - - [01/Jan/2020:00:00:00 +0000] \"HEAD / HTTP/2.0\" 304 -");

        assertThat(seen.status()).isEqualTo(304);
        assertThat(seen.method()).isEqualTo("HEAD");
        assertThat(seen.route()).isEqualTo("/");
    }

    @Test
    void lineThatIsCutOffAfterAllThatCountsIsCounted() throws Exception {
        String cut = COMBINED_LINE.substring(0, COMBINED_LINE.length() - 5);
        LineFormat keeping =
                LineFormat.of("combined", Map.of(), List.of("http_referer", "http_user_agent"), ZoneOffset.UTC);

        assertThat(parse("combined", cut)).isEqualTo(parse("combined", COMBINED_LINE));
        assertThat(parse(keeping, cut).attributes())
                .containsEntry("http_user_agent", "Mozilla/5.0 (X11; \"quoted\") like [t");
        assertThat(parse(keeping, cut.substring(0, cut.indexOf("https")) + "https")
                        .attributes())
                .containsEntry("http_referer", "https")
                .doesNotContainKey("http_user_agent");
        assertThat(rejection("combined", cut.substring(0, cut.indexOf(" 503") + 2))
                        .reason())
                .isEqualTo(RejectReason.UNPARSED_LINE);
    }

    @Test
    void whatFollowsAllThatCountsIsNotLookedAt() throws Exception {
        assertThat(parse("common", COMBINED_LINE)).isEqualTo(parse("combined", COMBINED_LINE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$time_iso8601 $status                  | 2011-09-18T19:18:28-04:00 200          | 2011-09-18T23:18:28Z",
                "$msec $status                          | 1316387908.123 200                     | 2011-09-18T23:18:28.123Z",
                "[$time_local] $msec $status            | [18/Sep/2011:19:18:28 -0400] 1316387908.123 200 | 2011-09-18T23:18:28.123Z",
                "%t %>s                                 | [18/Sep/2011:19:18:28 -0400] 200       | 2011-09-18T23:18:28Z",
                "%{sec}t %>s                            | 1316387908 200                         | 2011-09-18T23:18:28Z",
                "%{msec}t %>s                           | 1316387908123 200                      | 2011-09-18T23:18:28.123Z",
                "%{begin:usec}t %>s                     | 1316387908123456 200                   | 2011-09-18T23:18:28.123Z",
                "%{%Y-%m-%d %H:%M:%S}t %>s              | 2011-09-18 23:18:28 200                | 2011-09-18T23:18:28Z",
                "[%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t] %>s | [18/Sep/2011:19:18:28.123 -0400] 200 | 2011-09-18T23:18:28.123Z",
                "%{%FT%T}t.%{usec_frac}tZ %>s           | 2011-09-18T23:18:28.123456Z 200        | 2011-09-18T23:18:28.123Z",
                "%{end:%a %e %h %y %R}t %>s             | Sun  8 Sep 11 23:18 200                | 2011-09-08T23:18:00Z",
            })
    void timeIsReadInEveryForm(String format, String line, String time) throws Exception {
        assertThat(Instant.ofEpochMilli(parse(format, line).timeMillis())).isEqualTo(Instant.parse(time));
    }

    @Test
    void timeWithoutZoneIsMeantInTheZoneOfTheSettings() throws Exception {
        LineFormat format = LineFormat.of("%{%F %T}t %>s", Map.of(), List.of(), ZoneId.of("Europe/Berlin"));

        assertThat(Instant.ofEpochMilli(parse(format, "2020-07-01 12:00:00 200").timeMillis()))
                .isEqualTo(Instant.parse("2020-07-01T10:00:00Z"));
        assertThat(Instant.ofEpochMilli(parse(format, "2020-01-01 12:00:00 200").timeMillis()))
                .isEqualTo(Instant.parse("2020-01-01T11:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$msec $status $request_time                       | 1316387908 200 0.123              | 123",
                "$msec $status $request_time                       | 1316387908 200 12                 | 12000",
                "%{sec}t %>s %D                                    | 1316387908 200 1234               | 1.234",
                "%{sec}t %>s %T                                    | 1316387908 200 3                  | 3000",
                "%{sec}t %>s %{s}T                                 | 1316387908 200 3                  | 3000",
                "%{sec}t %>s %{ms}T                                | 1316387908 200 45                 | 45",
                "%{sec}t %>s %{us}T                                | 1316387908 200 45                 | 0.045",
                "%{sec}t %>s %T/%D                                 | 1316387908 200 3/2999999          | 2999.999",
                "$msec $status $upstream_response_time             | 1316387908 200 0.010              | 10",
                "$msec $status $upstream_response_time \"$uri\"    | 1316387908 200 0.010, 0.020 \"/\" | 30",
                "$msec $upstream_response_time $status             | 1316387908 0.010 : 0.020, - 200   | 30",
                "$msec $status $upstream_response_time $request_time | 1316387908 200 0.010 0.500      | 500",
                "$msec $status $upstream_response_time $request_time | 1316387908 200 0.010 -          | 10",
            })
    void latencyIsReadInEveryUnit_theMostPreciseFirst(String format, String line, double millis) throws Exception {
        assertThat(parse(format, line).latencyMillis()).isEqualTo(millis);
    }

    @Test
    void absentLatencyIsNone() throws Exception {
        assertThat(parse("$msec $status $request_time", "1316387908 200 -").latencyMillis())
                .isNaN();
        assertThat(parse("$msec $status $upstream_response_time", "1316387908 200 -")
                        .latencyMillis())
                .isNaN();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET /a/b HTTP/1.1                       | GET  | /a/b",
                "POST /a?b=c?d HTTP/2.0                  | POST | /a",
                "GET http://example.test/a/b?c HTTP/1.1  | GET  | /a/b",
                "GET http://example.test HTTP/1.1        | GET  | /",
                "OPTIONS * HTTP/1.0                      | OPTIONS | *",
                "GET /old                                | GET  | /old",
                "M-SEARCH /x HTTP/1.1                    | M-SEARCH | /x",
                "GET /caf\\xC3\\xA9 HTTP/1.1             | GET  | /café",
                "GET /a\\\"b HTTP/1.1                    | GET  | /a\"b",
                "-                                       | ~~   | ~~",
                "\\x16\\x03\\x01\\x00                    | ~~   | ~~",
                "get / HTTP/1.1                          | ~~   | ~~",
                "GET /with blank HTTP/1.1                | ~~   | ~~",
                "GET                                     | ~~   | ~~",
                "CONNECT example.test:443 HTTP/1.1       | CONNECT | example.test:443",
            })
    void requestLineGivesMethodAndPath_andGarbageStillCountsByItsStatus(String request, String method, String route)
            throws Exception {
        RequestObservation seen = parse("$msec $status \"$request\"", "1316387908 400 \"" + request + "\"");

        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.method()).isEqualTo(method);
        assertThat(seen.route()).isEqualTo(route);
    }

    @Test
    void emptyRequestCountsByItsStatus() throws Exception {
        RequestObservation seen = parse("$msec $status \"$request\"", "1316387908 408 \"\"");

        assertThat(seen.status()).isEqualTo(408);
        assertThat(seen.route()).isEmpty();
    }

    @Test
    void methodAndPathMayStandApart() throws Exception {
        RequestObservation nginx = parse("$msec $status $request_method $request_uri", "1316387908 200 PUT /a/b?c=d");
        RequestObservation apache = parse("%{sec}t %>s %m %U%q %H", "1316387908 200 PUT /a/b?c=d HTTP/1.1");

        assertThat(nginx.method()).isEqualTo("PUT");
        assertThat(nginx.route()).isEqualTo("/a/b");
        assertThat(apache.method()).isEqualTo("PUT");
        assertThat(apache.route()).isEqualTo("/a/b");
    }

    @Test
    void lastStatusIsPreferredToTheFirst() throws Exception {
        assertThat(parse("%{sec}t %s %>s", "1316387908 302 500").status()).isEqualTo(500);
        assertThat(parse("%{sec}t %s", "1316387908 302").status()).isEqualTo(302);
    }

    @Test
    void directivesMayHaveModifiersAndConditions() throws Exception {
        RequestObservation seen = parse(
                "%{sec}t %<s %400,501{User-agent}i %!200,304,302{Referer}i %{c}a %>s %^FB %%",
                "1316387908 302 - https://example.test/ 192.0.2.1 500 120 %");

        assertThat(seen.status()).isEqualTo(500);
    }

    @Test
    void variablesThatAreAskedForBecomeAttributes_underOneNameForBothServers() throws Exception {
        List<String> attributes = List.of("remote_addr", "http_user_agent", "http_referer");
        LineFormat nginx = LineFormat.of("combined", Map.of(), attributes, ZoneOffset.UTC);
        LineFormat apache = LineFormat.of(
                "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"", Map.of(), attributes, ZoneOffset.UTC);
        String line = COMBINED_LINE.replace("https://example.test/", "-");

        Map<String, String> expected = Map.of(
                "team", "shop",
                "remote_addr", "192.0.2.7",
                "http_user_agent", "Mozilla/5.0 (X11; \"quoted\") like [this]");
        assertThat(parse(nginx, line).attributes()).isEqualTo(expected);
        assertThat(parse(apache, line).attributes()).isEqualTo(expected);
    }

    @Test
    void bytesThatAreNotUtf8DoNotSpoilTheLine() throws Exception {
        byte[] line = "1316387908 200 \"GET /caf\u00e9 HTTP/1.1\"".getBytes(StandardCharsets.ISO_8859_1);
        LineParser parser = LineFormat.of("$msec $status \"$request\"", Map.of(), List.of(), ZoneOffset.UTC)
                .newParser(Map.of("service", "web"), BOUNDS);

        RequestObservation seen = parser.parse(line, 0, line.length, new Origin("file:x", 1));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.route()).isEqualTo("/caf\uFFFD");
    }

    @Test
    void hugePathIsCut_soThatEveryReaderTakesIt() throws Exception {
        String path = "/" + "x".repeat(30_000);

        assertThat(parse("$msec $status $uri", "1316387908 200 " + path).route())
                .hasSize(LineText.MAX_CHARS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1316387908 200            | the line does not have ' '",
                "not-a-time 200 0.1        | $msec 'not-a-time' is not a time",
                "1316387908 2xx 0.1        | $status '2xx' is not a number",
                "1316387908 - 0.1          | $status '-' is not a number",
                "1316387908 200 fast       | $request_time 'fast' is not a number",
            })
    void unparsedLineSaysWhatWasFound(String line, String detail) {
        RejectedObservationException why = rejection("$msec $status $request_time", line);

        assertThat(why.reason()).isEqualTo(RejectReason.UNPARSED_LINE);
        assertThat(why).hasMessageContaining(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[31/Feb/2020:00:00:00 +0000] 200",
                "[01/Jab/2020:00:00:00 +0000] 200",
                "[01/Jan/2020:24:00:00 +0000] 200",
                "[01/Jan/2020:00:60:00 +0000] 200",
                "[01/Jan/2020:00:00:61 +0000] 200",
                "[01/Jan/2020:00:00:00 00000] 200",
                "[01/Jan/20x0:00:00:00 +0000] 200",
                "[-] 200",
                "[",
                "",
            })
    void timeThatDoesNotExistIsUnparsed(String line) {
        assertThat(rejection("[$time_local] $status", line).reason()).isEqualTo(RejectReason.UNPARSED_LINE);
    }

    @Test
    void timeIsCheckedBeforeAnythingElse() {
        assertThat(rejection("$msec $status", "99999999999 nonsense").reason())
                .isEqualTo(RejectReason.TIMESTAMP_OUT_OF_RANGE);
        assertThat(rejection("%{msec}t %>s", "999999999999999999 200").reason())
                .isEqualTo(RejectReason.TIMESTAMP_OUT_OF_RANGE);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThat(rejection("$msec $status", "1316387908 999").reason()).isEqualTo(RejectReason.VALUE_OUT_OF_RANGE);
        assertThat(rejection("$msec $status $request_time", "1316387908 200 99999999")
                        .reason())
                .isEqualTo(RejectReason.VALUE_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$remote_addr $status             | the format has no time",
                "[$time_local] $remote_addr       | the format has no status",
                "$msec $status$request_time       | at character 14 of the format: $status and $request_time have no text",
                "$msec ${status                   | at character 15 of the format: a } is expected",
                "$msec $ $status                  | at character 7 of the format: a variable's name is expected",
                "%t %>s %j                        | at character 8 of the format: %j is not a directive; known are %a",
                "%t %>s %{ns}T                    | at character 8 of the format: %{ns}T has no known unit; known are s, ms, us",
                "%{%Y-%Q}t %>s                    | at character 1 of the format: %Q cannot be read in a time; known are",
                "%{%T}t %>s                       | at character 1 of the format: the time has no date",
                "%t %>s %{Referer                 | at character 9 of the format: the { has no }",
                "%t %>s %                         | at character 8 of the format: the directive has no letter",
                "combind                          | 'combind' is no format: give combined, common, json",
                "log_format main                  | 'log_format main' is no format",
            })
    void formatThatCannotBeUsedIsRefusedWithItsPlace(String format, String message) {
        InvalidFormatException refused = catchThrowableOfType(
                InvalidFormatException.class, () -> LineFormat.of(format, Map.of(), List.of(), ZoneOffset.UTC));

        assertThat(refused).hasMessageContaining(message);
    }

    @Test
    void attributeThatIsNotInTheFormatIsRefusedWithTheLikelyOne() {
        assertThatThrownBy(() -> LineFormat.of("combined", Map.of(), List.of("http_user_agnet"), ZoneOffset.UTC))
                .hasMessageContaining("http_user_agnet is not in the format; did you mean 'http_user_agent'?");
    }

    @Test
    void unwantedNeighboursAreOneVariable() throws Exception {
        assertThat(parse("$msec $status $connection$pipe", "1316387908 200 17p").status())
                .isEqualTo(200);
    }

    private static RequestObservation parse(String format, String line) throws RejectedObservationException {
        return parse(LineFormat.of(format, Map.of(), List.of(), ZoneOffset.UTC), line);
    }

    private static RequestObservation parse(LineFormat format, String line) throws RejectedObservationException {
        byte[] bytes = ("xx" + line + "yy").getBytes(StandardCharsets.UTF_8);
        return format.newParser(Map.of("service", "web", "team", "shop"), BOUNDS)
                .parse(bytes, 2, bytes.length - 2, new Origin("file:x", 1));
    }

    private static RejectedObservationException rejection(String format, String line) {
        RejectedObservationException why =
                catchThrowableOfType(RejectedObservationException.class, () -> parse(format, line));
        assertThat(why).as("'%s' is refused", line).isNotNull();
        return why;
    }
}
