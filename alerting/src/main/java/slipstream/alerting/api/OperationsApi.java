package slipstream.alerting.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import slipstream.alerting.desk.AlertDesk;
import slipstream.contract.health.Health;

/** Status, health and reload, under the paths that Alertmanager has for them. */
final class OperationsApi {
    /** The release of Alertmanager whose API this is; clients look at it to know what they may ask. */
    private static final String SPOKEN = "0.28.0";

    private final AlertDesk desk;
    private final Supplier<List<Health>> health;
    private final Runnable reload;
    private final Instant startedAt;
    private final String version;

    OperationsApi(AlertDesk desk, Supplier<List<Health>> health, Runnable reload, Instant startedAt, String version) {
        this.desk = desk;
        this.health = health;
        this.reload = reload;
        this.startedAt = startedAt;
        this.version = version;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v2/status", call -> status()),
                Endpoint.get("/-/healthy", call -> health(Health.State.WAITING)).open(),
                Endpoint.get("/-/ready", call -> health(Health.State.UP)).open(),
                new Endpoint("POST", "/-/reload", Endpoint.Access.TOKEN, "", call -> reload()),
                Endpoint.get("/api/v1/alerts", call -> gone()),
                new Endpoint("POST", "/api/v1/alerts", Endpoint.Access.TOKEN, "", call -> gone()),
                Endpoint.get("/api/v1/alerts/groups", call -> gone()),
                Endpoint.get("/api/v1/silences", call -> gone()),
                new Endpoint("POST", "/api/v1/silences", Endpoint.Access.TOKEN, "", call -> gone()),
                Endpoint.get("/api/v1/silence/{id}", call -> gone()),
                Endpoint.delete("/api/v1/silence/{id}", call -> gone()),
                Endpoint.get("/api/v1/receivers", call -> gone()),
                Endpoint.get("/api/v1/status", call -> gone()));
    }

    private Answer status() {
        String configuration = desk.configuration();
        return Answer.json(200, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("cluster");
            json.writeArrayFieldStart("peers");
            json.writeEndArray();
            json.writeStringField("status", "disabled");
            json.writeEndObject();
            JsonText.labels(json, "config", Map.of("original", configuration));
            json.writeStringField("uptime", Rfc3339.millis(startedAt));
            json.writeObjectFieldStart("versionInfo");
            json.writeStringField("branch", "slipstream");
            json.writeStringField("buildDate", "");
            json.writeStringField("buildUser", "");
            json.writeStringField("goVersion", "");
            json.writeStringField("revision", version);
            json.writeStringField("version", SPOKEN);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private Answer health(Health.State worstAllowed) {
        List<Health> bad = health.get().stream()
                .filter(part -> part.state().compareTo(worstAllowed) > 0)
                .toList();
        if (bad.isEmpty()) {
            return Answer.text(200, "OK\n");
        }
        StringBuilder said = new StringBuilder();
        bad.forEach(part -> said.append(part.part())
                .append(": ")
                .append(part.state().word())
                .append(", ")
                .append(part.reason())
                .append('\n'));
        return Answer.text(503, said.toString());
    }

    private Answer reload() {
        try {
            reload.run();
            return Answer.OK;
        } catch (RuntimeException e) {
            return Answer.text(500, "failed to reload config: " + e.getMessage() + "\n");
        }
    }

    private static Answer gone() throws Refusal {
        throw Refusal.of(410, "gone", "Alertmanager's API v1 is no more; ask the same below /api/v2/");
    }
}
