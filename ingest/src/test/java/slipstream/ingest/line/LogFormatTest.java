package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.ingest.line.LogLines.BOUNDS;
import static slipstream.ingest.line.LogLines.COMBINED_LINE;
import static slipstream.ingest.line.LogLines.parse;
import static slipstream.ingest.line.LogLines.rejection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RequestObservation;

/** A line is read by its format, however that is spelt, and as far as something in it counts. */
class LogFormatTest {
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

        RequestObservation seen = LogLines.request(parser, line, 0, line.length);

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.route()).isEqualTo("/caf\uFFFD");
    }

    @Test
    void hugePathIsCut_soThatEveryReaderTakesIt() throws Exception {
        String path = "/" + "x".repeat(30_000);

        assertThat(parse("$msec $status $uri", "1316387908 200 " + path).route())
                .hasSize(LineText.MAX_CHARS);
    }

    @Test
    void unwantedNeighboursAreOneVariable() throws Exception {
        assertThat(parse("$msec $status $connection$pipe", "1316387908 200 17p").status())
                .isEqualTo(200);
    }
}
