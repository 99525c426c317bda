package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.ingest.line.LogLines.parse;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.RequestObservation;

/** Time, latency, request and status, in every form in which the servers write them. */
class LogFormatFieldsTest {
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
}
