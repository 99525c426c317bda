package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.ManualClock;

class SilencesApiTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final String SHOP = "{\"name\": \"service\", \"value\": \"shop\", \"isRegex\": false}";
    private static final String PAY = "{\"name\": \"service\", \"value\": \"pay\", \"isRegex\": false}";

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, clock);
    private final TestServer server = new TestServer(desk, clock);
    private final Api api = server.api();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void silenceSuppressesUntilItsEnd() {
        api.post("/api/v2/alerts", "[{\"labels\": {\"service\": \"shop\"}, \"endsAt\": \"2026-02-28T00:00:00Z\"}]");

        String id = set("", SHOP, "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z");

        assertThat(api.json("/api/v2/alerts").findValue("silencedBy")).hasToString("[\"" + id + "\"]");
        assertThat(api.get("/api/v2/alerts?silenced=false").body()).isEqualTo("[]");
        clock.pass(Duration.ofHours(1));
        assertThat(api.json("/api/v2/alerts").findValue("silencedBy")).isEmpty();
    }

    @Test
    void silenceIsShownAsAlertmanagerShowsIt() {
        String id = set("", SHOP, "2026-01-31T11:00:00Z", "2026-01-31T13:00:00Z");

        assertThat(api.get("/api/v2/silence/" + id).body())
                .isEqualTo("{\"id\":\"" + id + "\",\"status\":{\"state\":\"active\"},"
                        + "\"updatedAt\":\"2026-01-31T12:00:00.000Z\",\"comment\":\"deploy\",\"createdBy\":\"ann\","
                        + "\"endsAt\":\"2026-01-31T13:00:00.000Z\","
                        + "\"matchers\":[{\"isEqual\":true,\"isRegex\":false,\"name\":\"service\",\"value\":\"shop\"}],"
                        + "\"startsAt\":\"2026-01-31T12:00:00.000Z\"}");
        assertThat(api.get("/api/v2/silences").body())
                .isEqualTo("[" + api.get("/api/v2/silence/" + id).body() + "]");
    }

    @Test
    void activeSilenceKeepsItsId_whenOnlyItsEndChanges() {
        String id = set("", SHOP, "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z");
        clock.pass(Duration.ofMinutes(1));

        assertThat(set(id, SHOP, "2026-01-31T12:00:00Z", "2026-01-31T15:00:00Z"))
                .isEqualTo(id);

        assertThat(api.json("/api/v2/silences")).hasSize(1);
        assertThat(api.json("/api/v2/silence/" + id).get("endsAt").textValue()).isEqualTo("2026-01-31T15:00:00.000Z");
    }

    @Test
    void activeSilenceEndsAndANewOneBegins_whenItsMatchersChange() {
        String old = set("", SHOP, "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z");
        clock.pass(Duration.ofMinutes(1));

        String fresh = set(old, PAY, "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z");

        assertThat(fresh).isNotEqualTo(old);
        JsonNode silences = api.json("/api/v2/silences");
        assertThat(silences.findValuesAsText("id")).containsExactly(fresh, old);
        assertThat(silences.findValuesAsText("state")).containsExactly("active", "expired");
        assertThat(silences.get(0).get("startsAt").textValue()).isEqualTo("2026-01-31T12:01:00.000Z");
    }

    @Test
    void expiredSilenceIsReplacedByANewOne() {
        String old = set("", SHOP, "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z");
        clock.pass(Duration.ofHours(2));

        assertThat(set(old, SHOP, "2026-01-31T12:00:00Z", "2026-01-31T16:00:00Z"))
                .isNotEqualTo(old);
    }

    @Test
    void expiredByAPersonItIsKeptForFiveDays() {
        String id = set("", SHOP, "2026-01-31T18:00:00Z", "2026-01-31T19:00:00Z");
        assertThat(api.json("/api/v2/silences").findValuesAsText("state")).containsExactly("pending");

        assertThat(api.delete("/api/v2/silence/" + id).statusCode()).isEqualTo(200);
        assertThat(api.delete("/api/v2/silence/" + id).statusCode()).isEqualTo(200);

        assertThat(api.json("/api/v2/silences").findValuesAsText("state")).containsExactly("expired");
        clock.pass(Duration.ofDays(5));
        assertThat(api.json("/api/v2/silences")).isEmpty();
        assertThat(api.get("/api/v2/silence/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void filterNamesMatchersThatSilencesMustHave() {
        set("", SHOP, "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z");
        String pay = set("", PAY, "2026-01-31T12:00:00Z", "2026-01-31T14:00:00Z");

        assertThat(api.json("/api/v2/silences?filter=service%3Dpay").findValuesAsText("id"))
                .containsExactly(pay);
        assertThat(api.json("/api/v2/silences?filter=service%3D~%22.%2A%22")).isEmpty();
    }

    @Test
    void unknownSilenceIsNotFound() {
        String unknown = "3b15fd16-0000-4000-8000-000000000000";

        assertThat(api.get("/api/v2/silence/" + unknown).statusCode()).isEqualTo(404);
        assertThat(api.delete("/api/v2/silence/" + unknown).statusCode()).isEqualTo(404);
        assertThat(api.get("/api/v2/silence/nonsense").statusCode()).isEqualTo(422);
        assertThat(post(unknown, SHOP, "2026-01-31T12:00:00Z", "2026-01-31T13:00:00Z")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void impossibleSilencesAreRefusedInAlertmanagersWords() {
        assertThat(refused(SHOP, "2026-01-31T13:00:00Z", "2026-01-31T13:00:00Z"))
                .isEqualTo("400 \"Failed to create silence: start time must be before end time\"");
        assertThat(refused(SHOP, "2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z"))
                .isEqualTo("400 \"Failed to create silence: end time can't be in the past\"");
        assertThat(refused(
                        "{\"name\": \"a\", \"value\": \"\", \"isRegex\": false}",
                        "2026-01-31T12:00:00Z",
                        "2026-02-01T00:00:00Z"))
                .isEqualTo("400 \"silence invalid: at least one matcher must not match the empty string\"");
        assertThat(refused(
                        "{\"name\": \"a\", \"value\": \"(\", \"isRegex\": true}",
                        "2026-01-31T12:00:00Z",
                        "2026-02-01T00:00:00Z"))
                .startsWith("400 \"silence invalid: invalid label matcher 0: ");
        assertThat(refused("", "2026-01-31T12:00:00Z", "2026-02-01T00:00:00Z"))
                .startsWith("422 ")
                .contains("matchers in body should have at least 1 items");
        assertThat(refused("{\"name\": \"a\", \"value\": \"x\"}", "2026-01-31T12:00:00Z", "2026-02-01T00:00:00Z"))
                .startsWith("422 ")
                .contains("matchers.0.isRegex in body is required");
        assertThat(desk.silences()).isEmpty();
    }

    private String refused(String matcher, String startsAt, String endsAt) {
        HttpResponse<String> answer = post("", matcher, startsAt, endsAt);
        return answer.statusCode() + " " + answer.body();
    }

    private String set(String id, String matcher, String startsAt, String endsAt) {
        HttpResponse<String> answer = post(id, matcher, startsAt, endsAt);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.tree(answer).get("silenceID").textValue();
    }

    private HttpResponse<String> post(String id, String matcher, String startsAt, String endsAt) {
        return api.post(
                "/api/v2/silences",
                "{\"id\": \"" + id + "\", \"matchers\": [" + matcher + "], \"startsAt\": \"" + startsAt
                        + "\", \"endsAt\": \"" + endsAt + "\", \"createdBy\": \"ann\", \"comment\": \"deploy\"}");
    }
}
