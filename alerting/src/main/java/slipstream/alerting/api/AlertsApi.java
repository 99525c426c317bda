package slipstream.alerting.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.DeskUnavailableException;

/** Alerts as Alertmanager's API v2 takes and shows them. */
final class AlertsApi {
    private final AlertDesk desk;
    private final InstantSource clock;

    AlertsApi(AlertDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /** Takes alerts. Any process can: they go to Kafka, and from there to the one that tells. */
    Endpoint intake() {
        return Endpoint.postJson("/api/v2/alerts", this::post);
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v2/alerts", this::list), Endpoint.get("/api/v2/receivers", this::receivers));
    }

    private Answer list(Call call) throws Refusal {
        AlertFilter filter = AlertFilter.of(call);
        Instant now = clock.instant();
        List<AlertStatus> wanted = desk.alerts().stream()
                .filter(alert -> filter.admitsAnyReceiver(alert.receivers()) && filter.admits(alert, now))
                .sorted(Comparator.comparing(alert -> alert.alert().fingerprint()))
                .toList();
        return Answer.json(200, json -> {
            json.writeStartArray();
            for (AlertStatus alert : wanted) {
                AlertJson.write(json, alert, alert.receivers(), List.of());
            }
            json.writeEndArray();
        });
    }

    /** The valid alerts of a batch are taken, whatever is wrong with others. */
    private Answer post(Call call) throws Refusal, DeskUnavailableException {
        PostedAlerts posted = PostedAlerts.read(call.body(), clock.instant(), desk.resolveTimeout());
        if (!posted.valid().isEmpty()) {
            desk.post(posted.valid());
        }
        if (!posted.errors().isEmpty()) {
            throw Refusal.said(400, String.join("; ", posted.errors()));
        }
        return Answer.OK;
    }

    private Answer receivers(Call call) {
        boolean wanted = call.all("receiver_matchers").isEmpty();
        List<String> names = wanted ? desk.receivers() : List.of();
        return Answer.json(200, json -> {
            json.writeStartArray();
            for (String name : names) {
                AlertJson.receiver(json, name);
            }
            json.writeEndArray();
        });
    }
}
