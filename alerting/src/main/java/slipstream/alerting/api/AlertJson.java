package slipstream.alerting.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import slipstream.alerting.desk.AlertStatus;

/** An alert as Alertmanager's API shows it ({@code gettableAlert}). */
final class AlertJson {
    private AlertJson() {}

    /** @param mutedBy the time intervals that mute the group in which it is shown */
    static void write(JsonGenerator json, AlertStatus status, List<String> receivers, List<String> mutedBy)
            throws IOException {
        json.writeStartObject();
        JsonText.labels(json, "annotations", status.alert().annotations());
        json.writeStringField("endsAt", Rfc3339.millis(status.endsAt()));
        json.writeStringField("fingerprint", status.alert().fingerprint());
        json.writeArrayFieldStart("receivers");
        for (String receiver : receivers) {
            receiver(json, receiver);
        }
        json.writeEndArray();
        json.writeStringField("startsAt", Rfc3339.millis(status.alert().startsAt()));
        json.writeObjectFieldStart("status");
        texts(json, "inhibitedBy", status.inhibitedBy());
        texts(json, "mutedBy", mutedBy);
        texts(json, "silencedBy", status.silencedBy());
        json.writeStringField("state", status.isSuppressed() || !mutedBy.isEmpty() ? "suppressed" : "active");
        json.writeEndObject();
        json.writeStringField("updatedAt", Rfc3339.millis(status.updatedAt()));
        if (!status.alert().generatorURL().isEmpty()) {
            json.writeStringField("generatorURL", status.alert().generatorURL());
        }
        JsonText.labels(json, "labels", status.alert().labels());
        json.writeEndObject();
    }

    static void receiver(JsonGenerator json, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
