package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.ManualClock;
import slipstream.alerting.incident.Incident;

class IncidentsApiTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, clock);
    private final TestServer server = new TestServer(desk, clock);
    private final Api api = server.api();
    private final Incident incident = desk.open("{}:{service=\"shop\"}", "checkout is down");
    private final String path = "/api/v1/incidents/" + incident.id();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void acknowledgementIsOnRecord() {
        clock.pass(Duration.ofSeconds(90));

        HttpResponse<String> answer = api.post(path + "/ack", "{\"by\": \"ann\", \"note\": \"looking\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode shown = api.json(path);
        assertThat(shown.at("/acknowledged/by").textValue()).isEqualTo("ann");
        assertThat(shown.at("/acknowledged/through").textValue()).isEqualTo("api");
        assertThat(shown.get("timeToAcknowledgeSeconds").longValue()).isEqualTo(90);
        assertThat(shown.findValuesAsText("kind")).containsExactly("detected", "acknowledged");
        assertThat(shown.get("openedAt").textValue()).isEqualTo("2026-01-31T12:00:00Z");
    }

    @Test
    void incidentIsMitigatedAndResolvedByPeople() {
        api.post(path + "/cause", "{\"by\": \"ann\", \"note\": \"bad deploy\"}");
        assertThat(api.json(path).get("status").textValue()).isEqualTo("mitigating");
        api.post(path + "/mitigated", "{\"by\": \"ann\"}");
        assertThat(api.json(path).get("status").textValue()).isEqualTo("mitigated");
        api.post(path + "/resolve", "{\"by\": \"ann\"}");

        assertThat(api.json(path).get("status").textValue()).isEqualTo("resolved");
        assertThat(api.json("/api/v1/incidents").get("incidents")).isEmpty();
        assertThat(api.json("/api/v1/incidents?state=resolved").get("incidents"))
                .hasSize(1);
    }

    @Test
    void unknownIncidentIsNotFound() {
        assertThat(api.post("/api/v1/incidents/ZZZZZ/ack", "{}").statusCode()).isEqualTo(404);
        assertThat(api.get("/api/v1/incidents/ZZZZZ").statusCode()).isEqualTo(404);
        assertThat(api.post(path + "/applaud", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void resolvedIncidentCannotBeAcknowledged_butNotesCanBeAdded() {
        api.post(path + "/resolve", "{}");

        assertThat(api.post(path + "/ack", "{}").statusCode()).isEqualTo(409);
        assertThat(api.post(path + "/note", "{\"note\": \"post-mortem on Monday\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noteMustSaySomething() {
        assertThat(api.post(path + "/note", "{\"by\": \"ann\"}").statusCode()).isEqualTo(400);
        assertThat(api.post(path + "/ack", "[]").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/v1/incidents?state=closed").statusCode()).isEqualTo(400);
    }

    @Test
    void textsAreReadyToBeSent() {
        assertThat(api.json(path + "/texts").at("/initial/subject").textValue()).isEqualTo("[P0] checkout is down");
        assertThat(api.json(path + "/texts").has("resolution")).isFalse();

        api.post(path + "/resolve", "{}");

        assertThat(api.json(path + "/texts").at("/resolution/subject").textValue())
                .isEqualTo("[RESOLVED] checkout is down");
    }

    @Test
    void statusPageTellsThePublic() {
        JsonNode page = api.json("/api/v1/status.json");

        assertThat(page.at("/status/indicator").textValue()).isEqualTo("minor");
        assertThat(page.at("/incidents/0/name").textValue()).isEqualTo("checkout is down");
        assertThat(page.at("/incidents/0/status").textValue()).isEqualTo("investigating");
    }

    @Test
    void explanationIsAListOfDecisions() {
        assertThat(api.get("/api/v1/explain/9266ef3da838ad95").body()).isEqualTo("{\"decisions\":[]}");
    }
}
