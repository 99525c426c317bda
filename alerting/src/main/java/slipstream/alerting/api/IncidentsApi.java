package slipstream.alerting.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.incident.IncidentText;
import slipstream.alerting.incident.StatusPage;
import slipstream.alerting.oncall.Oncall;

/** Incidents: what they are, what is said about them, and what people do about them. */
final class IncidentsApi {
    private static final List<String> STATES = List.of("open", "resolved", "all");

    private final AlertDesk desk;
    private final InstantSource clock;

    IncidentsApi(AlertDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/incidents", this::list),
                Endpoint.get("/api/v1/incidents/{id}", this::one),
                Endpoint.get("/api/v1/incidents/{id}/texts", this::texts),
                Endpoint.postJson("/api/v1/incidents/{id}/{action}", this::act),
                Endpoint.get("/api/v1/status.json", call -> statusPage()),
                Endpoint.get("/api/v1/explain/{fingerprint}", this::explain));
    }

    private Answer list(Call call) throws Refusal {
        String state = call.one("state").orElse("open");
        if (!STATES.contains(state)) {
            throw Refusal.of(400, "bad_value", "state must be one of " + String.join(", ", STATES));
        }
        Oncall oncall = desk.oncall();
        Instant now = clock.instant();
        List<IncidentJson> incidents = desk.incidents().stream()
                .filter(incident -> state.equals("all") || incident.isOpen() == state.equals("open"))
                .sorted(Comparator.comparing(Incident::openedAt).reversed())
                .map(incident -> IncidentJson.of(incident, oncall, now))
                .toList();
        return Answer.json(200, Map.of("incidents", incidents));
    }

    private Answer one(Call call) throws Refusal {
        return Answer.json(200, IncidentJson.of(wanted(call), desk.oncall(), clock.instant()));
    }

    private Answer texts(Call call) throws Refusal {
        Incident incident = wanted(call);
        Oncall oncall = desk.oncall();
        Map<String, IncidentText> texts = new LinkedHashMap<>();
        for (IncidentText.Form form : IncidentText.Form.values()) {
            if (form != IncidentText.Form.RESOLUTION || !incident.isOpen()) {
                Optional<Instant> respondBy = oncall.respondBy(incident.labels(), incident.openedAt());
                texts.put(form.word(), IncidentText.of(form, incident, respondBy, clock.instant(), oncall.incidents()));
            }
        }
        return Answer.json(200, texts);
    }

    private Answer statusPage() {
        Oncall oncall = desk.oncall();
        return Answer.json(
                200,
                StatusPage.of(
                        desk.incidents(),
                        incident -> oncall.impact(incident.severity()),
                        clock.instant(),
                        oncall.incidents()));
    }

    private Answer explain(Call call) {
        return Answer.json(200, Map.of("decisions", desk.decisions(call.variable("fingerprint"))));
    }

    private Answer act(Call call) throws Refusal, DeskUnavailableException {
        IncidentAction.Kind kind = IncidentAction.Kind.ofWord(call.variable("action"))
                .orElseThrow(() -> Refusal.of(
                        404, "unknown_action", "an action is one of ack, unack, note, cause, mitigated, resolve"));
        JsonNode body = JsonText.tree(call.body());
        if (!body.isObject()) {
            throw Refusal.of(400, "bad_body", "the body must be an object: {\"by\": \"ann\", \"note\": \"…\"}");
        }
        String note = body.path("note").asText("").strip();
        if (kind.needsText() && note.isEmpty()) {
            throw Refusal.of(400, "bad_value", "note must say what the " + kind.word() + " is");
        }
        String by = body.path("by").asText("").strip();
        IncidentAction action = new IncidentAction(call.variable("id"), kind, by, "api", note);
        IncidentAction.Result result = desk.act(action);
        return switch (result.outcome()) {
            case DONE ->
                Answer.json(200, IncidentJson.of(result.incident().orElseThrow(), desk.oncall(), clock.instant()));
            case UNKNOWN -> throw unknown(call.variable("id"));
            case OVER ->
                throw Refusal.of(
                        409, "resolved", "incident " + call.variable("id") + " is over: nothing can be done about it");
        };
    }

    private Incident wanted(Call call) throws Refusal {
        String id = call.variable("id");
        return desk.incident(id).orElseThrow(() -> unknown(id));
    }

    private static Refusal unknown(String id) {
        return Refusal.of(
                404, "unknown_incident", "there is no incident " + id + "; GET /api/v1/incidents lists those that are");
    }
}
