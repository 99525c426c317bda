package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

class JsonLinesTest {
    private static final TimeBounds BOUNDS =
            TimeBounds.event(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    private static final Instant T0 = Instant.parse("2020-01-01T00:00:00.250Z");

    @Test
    void mappedFieldsAreReadWhereverTheyStand() throws Exception {
        Map<String, String> fields = Map.of(
                "timeSeconds", "ts",
                "service", "app.name",
                "route", "request.uri",
                "method", "request.method",
                "status", "http.status",
                "latencySeconds", "duration",
                "attributes.client", "request.remote.ip",
                "attributes.cached", "cached");

        RequestObservation seen = parse(
                fields,
                "{\"ts\":1577836800.25,\"app\":{\"name\":\"cart\",\"ignored\":[1,{\"name\":\"x\"}]},"
                        + "\"request\":{\"uri\":\"/a?b=c\",\"method\":\"GET\",\"remote\":{\"ip\":\"192.0.2.1\"}},"
                        + "\"http.status\":502,\"duration\":0.0125,\"cached\":true,\"other\":null}");

        assertThat(seen.timeMillis()).isEqualTo(T0.toEpochMilli());
        assertThat(seen.service()).isEqualTo("cart");
        assertThat(seen.route()).isEqualTo("/a");
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.latencyMillis()).isEqualTo(12.5);
        assertThat(seen.attributes()).isEqualTo(Map.of("client", "192.0.2.1", "cached", "true", "team", "shop"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "time        | \"2020-01-01T00:00:00.250Z\"",
                "time        | \"2020-01-01T01:00:00.250999+01:00\"",
                "time        | \"2020-01-01 00:00:00,250\"",
                "time        | 1577836800250",
                "time        | \"1577836800250\"",
                "timeSeconds | 1577836800.25",
                "timeSeconds | 1.57783680025E9",
                "timeNanos   | 1577836800250000000",
            })
    void timeIsReadInEveryForm(String target, String value) throws Exception {
        assertThat(Instant.ofEpochMilli(
                        parse(Map.of(target, "t"), "{\"t\":" + value + "}").timeMillis()))
                .isEqualTo(T0);
    }

    @ParameterizedTest
    @CsvSource({
        "latencyMillis,12.5,12.5",
        "latencySeconds,0.0125,12.5",
        "latencyMicros,12500,12.5",
        "latencyNanos,12500000,12.5",
        "latencySeconds,1.25E-2,12.5",
    })
    void latencyIsReadInEveryUnit(String target, String value, double millis) throws Exception {
        Map<String, String> fields = Map.of("time", "t", target, "l");

        assertThat(parse(fields, "{\"t\":1577836800250,\"l\":" + value + "}").latencyMillis())
                .isEqualTo(millis);
        assertThat(parse(fields, "{\"t\":1577836800250,\"l\":\"" + value + "\"}")
                        .latencyMillis())
                .isEqualTo(millis);
    }

    @Test
    void whatIsNullEmptyOrADashIsAbsent() throws Exception {
        Map<String, String> fields =
                Map.of("time", "t", "service", "n", "status", "s", "latencyMillis", "l", "attributes.a", "a");

        RequestObservation seen = parse(fields, "{\"t\":1577836800250,\"n\":null,\"s\":0,\"l\":\"-\",\"a\":\"\"}");

        assertThat(seen.service()).as("the label stands in").isEqualTo("web");
        assertThat(seen.status()).isEqualTo(Observation.NO_STATUS);
        assertThat(seen.latencyMillis()).isNaN();
        assertThat(seen.attributes()).containsOnlyKeys("team");
    }

    @Test
    void oneFieldMayFillSeveralTargets() throws Exception {
        RequestObservation seen = parse(
                Map.of("time", "t", "route", "p", "attributes.path", "p"), "{\"t\":1577836800250,\"p\":\"/a?b\"}");

        assertThat(seen.route()).isEqualTo("/a");
        assertThat(seen.attributes()).containsEntry("path", "/a?b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not json                             | unparsed_line          | not valid JSON",
                "[1]                                  | unparsed_line          | not a JSON object",
                "{\"t\":1577836800250} {}             | unparsed_line          | more in the line",
                "{\"t\":1577836800250                 | unparsed_line          | not valid JSON",
                "{}                                   | unparsed_line          | the line has no time",
                "{\"t\":{\"x\":1}}                    | unparsed_line          | the line has no time",
                "{\"t\":\"yesterday\"}                | unparsed_line          | time 'yesterday' is not a time",
                "{\"t\":1577836800}                   | timestamp_out_of_range | it looks like seconds",
                "{\"t\":1e400}                        | timestamp_out_of_range | outside",
                "{\"t\":-5}                           | timestamp_out_of_range | outside",
                "{\"t\":1577836800250,\"n\":\"a b\"}  | name_not_allowed       | service 'a b' must have",
                "{\"t\":1577836800250,\"n\":\"__x\"}  | name_not_allowed       | not begin with __",
                "{\"t\":1577836800250,\"s\":999}      | value_out_of_range     | status 999",
                "{\"t\":1577836800250,\"s\":\"OK\"}   | unparsed_line          | status 'OK' is not a number",
                "{\"t\":1577836800250,\"l\":-1}       | value_out_of_range     | latencyMillis -1",
                "{\"t\":1577836800250,\"l\":1e999999999} | value_out_of_range  | latencyMillis",
                "{\"t\":1577836800250,\"l\":\"fast\"} | unparsed_line          | 'fast' is not a number",
            })
    void badLineIsRefusedWithItsReason(String line, String reason, String detail) {
        Map<String, String> fields = Map.of("time", "t", "service", "n", "status", "s", "latencyMillis", "l");

        RejectedObservationException why =
                catchThrowableOfType(RejectedObservationException.class, () -> parse(fields, line));

        assertThat(why).as(line).isNotNull();
        assertThat(why.reason().word()).isEqualTo(reason);
        assertThat(why).hasMessageContaining(detail);
    }

    @Test
    void halfASurrogatePairIsRefused_becauseItCouldNotBeWritten() throws Exception {
        Map<String, String> fields = Map.of("time", "t", "method", "m", "route", "r", "attributes.a", "a");
        String half = "\"\\ud83d\"";

        for (String field : List.of("m", "a")) {
            assertThatThrownBy(() -> parse(fields, "{\"t\":1577836800250,\"" + field + "\":" + half + "}"))
                    .as(field)
                    .isInstanceOf(RejectedObservationException.class);
        }
        RequestObservation seen = parse(fields, "{\"t\":1577836800250,\"r\":" + half + "}");
        assertThat(ObservationCodec.write(List.of(seen))).isNotEmpty();
    }

    @Test
    void lineOfDeepNestingIsRefused() {
        String line = "{\"t\":1577836800250,\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        RejectedObservationException why =
                catchThrowableOfType(RejectedObservationException.class, () -> parse(Map.of("time", "t"), line));

        assertThat(why.reason()).isEqualTo(RejectReason.UNPARSED_LINE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "status=s                   | exactly one of time, timeSeconds or timeNanos, has 0",
                "time=t,timeNanos=n         | exactly one of time, timeSeconds or timeNanos, has 2",
                "time=t,latencyMillis=a,latencyNanos=b | at most one of the latencies, has 2",
                "tiem=t                     | 'tiem' is nothing that a field can be read to; known are time,",
                "time=                      | the path of time is empty",
            })
    void mappingThatCannotBeUsedIsRefused(String mapping, String message) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String entry : mapping.split(",", -1)) {
            fields.put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1));
        }

        assertThatThrownBy(() -> LineFormat.of("json", fields, List.of(), ZoneOffset.UTC))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void fieldsAndAttributesBelongToTheirFormats() {
        assertThatThrownBy(() -> LineFormat.of("combined", Map.of("time", "t"), List.of(), ZoneOffset.UTC))
                .hasMessageContaining("json, logfmt and csv only");
        assertThatThrownBy(() -> LineFormat.of("json", Map.of("time", "t"), List.of("x"), ZoneOffset.UTC))
                .hasMessageContaining("attributes.<name>");
    }

    private static RequestObservation parse(Map<String, String> fields, String line)
            throws RejectedObservationException {
        byte[] bytes = ("xx" + line + "yy").getBytes(StandardCharsets.UTF_8);
        LineParser parser = LineFormat.of("json", fields, List.of(), ZoneOffset.UTC)
                .newParser(Map.of("service", "web", "team", "shop"), BOUNDS);
        return LogLines.request(parser, bytes, 2, bytes.length - 2);
    }
}
