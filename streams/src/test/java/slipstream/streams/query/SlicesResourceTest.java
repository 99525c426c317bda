package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Counts;

class SlicesResourceTest {
    private static final SloDefinition SHOP = Sample.availability("shop", "shop", "0.999");
    private static final String SLICES = "/api/v1/slos/shop/slices";

    private final List<Asked> asked = new ArrayList<>();
    private RunningServer server;

    private record Asked(String slo, List<String> group, Duration step, Instant from, Instant to) {}

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.start();
        server.definitions.add(SHOP);
        server.slices.set((slo, group, step, from, to) -> {
            asked.add(new Asked(slo, group, step, from, to));
            return List.of(
                    new SliceRow(from, new Counts(200, 3, 1)),
                    new SliceRow(from.plus(step), new Counts(0, 0, 2, 9, 4)));
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void slicesAreCountsAndAvailability_whichIsAbsentWithoutEvents() throws Exception {
        JsonNode body = server.json(SLICES + "?step=1h&from=2026-11-20T00:00:00Z&to=2026-11-20T02:00:00Z");

        assertThat(body.get("slo").asText()).isEqualTo("shop");
        assertThat(body.get("step").asText()).isEqualTo("1h");
        JsonNode first = body.get("slices").get(0);
        assertThat(first.get("start").asText()).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(first.get("total").asLong()).isEqualTo(200);
        assertThat(first.get("bad").asLong()).isEqualTo(3);
        assertThat(first.get("unjudged").asLong()).isEqualTo(1);
        assertThat(first.get("availability").asDouble()).isEqualTo(0.985);
        assertThat(first.has("excluded")).isFalse();
        assertThat(body.has("group")).isFalse();
        JsonNode second = body.get("slices").get(1);
        assertThat(second.has("availability")).isFalse();
        assertThat(second.get("excluded").asLong()).isEqualTo(9);
        assertThat(second.get("excludedBad").asLong()).isEqualTo(4);
    }

    @Test
    void sliceOfAGroupIsAskedByItsValues_whichMayHoldACommaThemselves() throws Exception {
        SloDefinition grouped = Variants.grouped("jobs", "functions", "0.99", "route", "attributes.zone");
        server.definitions.add(grouped);
        server.view.update(Variants.statusOfGroup(grouped, Sample.T0, 10, 0.1, "resize", "eu"));
        server.view.update(Variants.statusOfGroup(grouped, Sample.T0, 10, 0.1, "a,b", ""));

        JsonNode plain = server.json("/api/v1/slos/jobs/slices?group=resize,eu");
        JsonNode comma = server.json("/api/v1/slos/jobs/slices?group=" + RunningServer.encoded("a,b,"));

        assertThat(asked).extracting(Asked::group).containsExactly(List.of("resize", "eu"), List.of("a,b", ""));
        assertThat(plain.get("group").get("route").asText()).isEqualTo("resize");
        assertThat(plain.get("group").get("zone").asText()).isEqualTo("eu");
        assertThat(comma.get("group").get("route").asText()).isEqualTo("a,b");
    }

    @Test
    void groupThatIsMissingUnknownOrOutOfPlaceIsRefused_andSaysWhichThereAre() throws Exception {
        SloDefinition grouped = Variants.grouped("jobs", "functions", "0.99", "route", "attributes.zone");
        server.definitions.add(grouped);
        server.view.update(Variants.statusOfGroup(grouped, Sample.T0, 10, 0.1, "resize", "eu"));

        HttpResponse<String> missing = server.get("/api/v1/slos/jobs/slices");
        HttpResponse<String> unknown = server.get("/api/v1/slos/jobs/slices?group=resize,us");
        HttpResponse<String> outOfPlace = server.get(SLICES + "?group=resize,eu");

        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).contains("group must be the route, zone of a group, for example 'resize,eu'");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("unknown_group").contains("for example 'resize,eu'");
        assertThat(outOfPlace.statusCode()).isEqualTo(400);
        assertThat(outOfPlace.body()).contains("group must be left out: the SLO has no groups");
        assertThat(asked).isEmpty();
    }

    @Test
    void rangeIsWidenedToWholeSlices_andTimesMayBeMillis() throws Exception {
        long from = Instant.parse("2026-11-20T00:00:07.5Z").toEpochMilli();

        server.json(SLICES + "?step=10s&from=" + from + "&to=2026-11-20T01:00:08%2B01:00");

        assertThat(asked)
                .containsExactly(new Asked(
                        "shop",
                        List.of(),
                        Duration.ofSeconds(10),
                        Instant.parse("2026-11-20T00:00:00Z"),
                        Instant.parse("2026-11-20T00:00:10Z")));
    }

    @Test
    void rangeIsTheLastDayThatIsKnown_whenNoneIsGiven() throws Exception {
        Instant known = Instant.parse("2015-05-17T10:05:03Z");
        server.view.update(Sample.status(SHOP, known, 10, 0.1));

        server.json(SLICES);

        assertThat(asked)
                .containsExactly(new Asked(
                        "shop",
                        List.of(),
                        Duration.ofHours(1),
                        Instant.parse("2015-05-16T10:00:00Z"),
                        Instant.parse("2015-05-17T11:00:00Z")));
    }

    @Test
    void elevenThousandSlicesAreAnswered_andOneMoreIsRefused() throws Exception {
        String from = "&from=2026-11-01T00:00:00Z&to=";
        Instant end = Instant.parse("2026-11-01T00:00:00Z").plusSeconds(110_000);

        HttpResponse<String> most = server.get(SLICES + "?step=10s" + from + end);
        HttpResponse<String> more = server.get(SLICES + "?step=10s" + from + end.plusSeconds(1));

        assertThat(most.statusCode()).isEqualTo(200);
        assertThat(more.statusCode()).isEqualTo(422);
        JsonNode error = RunningServer.parse(more.body()).get("error");
        assertThat(error.get("limit").asLong()).isEqualTo(11_000);
        assertThat(error.get("got").asText()).isEqualTo("11001");
        assertThat(error.get("message").asText())
                .contains("at step 10s the range may be 30h33m20s")
                .contains("the smallest step for this range is 1m");
        assertThat(asked).hasSize(1);
    }

    @Test
    void noStepIsSuggested_whenTheRangeIsTooLongForAny() throws Exception {
        HttpResponse<String> response =
                server.get(SLICES + "?step=1h&from=2015-01-01T00:00:00Z&to=2026-11-01T00:00:00Z");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("the range may be 11000h").doesNotContain("smallest step");
    }

    @Test
    void answerIs503WithRetryAfter_whenSlicesAreHeldElsewhere() throws Exception {
        server.slices.set((slo, group, step, from, to) -> {
            throw new SlicesUnavailableException("the state is being restored", Duration.ofMillis(1_500));
        });

        HttpResponse<String> response = server.get(SLICES);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
        assertThat(response.body()).contains("slices_unavailable").contains("the state is being restored");
    }

    @Test
    void answerIs500WithoutInsides_whenTheReaderHasABug() throws Exception {
        server.slices.set((slo, group, step, from, to) -> {
            throw new IllegalStateException("a secret of the inside");
        });

        HttpResponse<String> response = server.get(SLICES);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(RunningServer.parse(response.body()).get("error").get("code").asText())
                .isEqualTo("internal");
        assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
    }
}
