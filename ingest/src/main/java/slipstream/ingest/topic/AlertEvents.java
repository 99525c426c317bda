package slipstream.ingest.topic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.payload.ItemSink;

/**
 * What an Alertmanager tells: alerts, its webhook, and its event recorder. Each alert is a log record of the service that its labels name, with
 * its severity as the level, the pattern {@code alert_firing} or {@code alert_resolved}, and its labels as attributes. An Alertmanager
 * repeats itself, so their number is that of the messages, not of the alerts. Not thread-safe.
 */
final class AlertEvents {
    private static final int MAX_LABELS = ObservationRules.MAX_ATTRIBUTES;
    private static final int MAX_CHARS = 1024;

    private final TimeBounds bounds;

    AlertEvents(TimeBounds bounds) {
        this.bounds = bounds;
    }

    static boolean isAlert(JsonNode alert) {
        return alert.path("labels").isObject() && alert.has("startsAt");
    }

    void readWebhook(JsonNode webhook, long recordMillis, String fallback, ItemSink items)
            throws RejectedObservationException {
        for (JsonNode alert : webhook.path("alerts")) {
            read(alert, recordMillis, fallback, items);
        }
    }

    void read(JsonNode alert, long recordMillis, String fallback, ItemSink items) throws RejectedObservationException {
        OptionalLong endsAt = EventTime.millis(alert.path("endsAt"));
        boolean isResolved = alert.path("status").isTextual()
                ? alert.path("status").textValue().equals("resolved")
                : (endsAt.isPresent() && endsAt.getAsLong() > 0 && endsAt.getAsLong() <= recordMillis);
        OptionalLong time = isResolved ? endsAt : EventTime.millis(alert.path("startsAt"));
        items.accept(logRecord(
                isResolved ? "alert_resolved" : "alert_firing",
                labels(alert.path("labels")),
                said(alert.path("annotations")),
                time.orElse(recordMillis),
                recordMillis,
                fallback,
                items));
    }

    /** A line of the event recorder: the event stands under its own name, its labels as pairs. */
    void readRecorded(JsonNode recorded, long recordMillis, String fallback, ItemSink items)
            throws RejectedObservationException {
        JsonNode data = recorded.path("data");
        String kind = data.fieldNames().hasNext() ? data.fieldNames().next() : "event";
        items.accept(logRecord(
                kind,
                pairs(data.findPath("labels")),
                data.toString(),
                EventTime.millis(recorded.path("@timestamp")).orElse(recordMillis),
                recordMillis,
                fallback,
                items));
    }

    private LogRecord logRecord(
            String pattern,
            Map<String, String> labels,
            String text,
            long timeMillis,
            long recordMillis,
            String fallback,
            ItemSink items)
            throws RejectedObservationException {
        // An alert that began long ago is told again and again: then the telling is the event.
        long time = bounds.include(timeMillis) ? timeMillis : recordMillis;
        bounds.check(time);
        String name = labels.getOrDefault("alertname", "alert");
        return new LogRecord(
                items.nextOrigin(),
                time,
                service(labels, fallback),
                TextEvents.cut(labels.getOrDefault("severity", ""), MAX_CHARS),
                pattern,
                ObservationRules.text(
                        "message",
                        TextEvents.cut(text.isEmpty() ? name : name + ": " + text, LogRecord.MAX_MESSAGE_CHARS)),
                labels);
    }

    private static String service(Map<String, String> labels, String fallback) throws RejectedObservationException {
        String job = labels.getOrDefault("job", fallback);
        return ObservationRules.name("labels.service", labels.getOrDefault("service", job));
    }

    private static String said(JsonNode annotations) {
        String summary = annotations.path("summary").asText();
        return summary.isEmpty() ? annotations.path("description").asText() : summary;
    }

    private static Map<String, String> labels(JsonNode object) throws RejectedObservationException {
        Map<String, String> labels = new HashMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        while (fields.hasNext() && labels.size() < MAX_LABELS) {
            Map.Entry<String, JsonNode> field = fields.next();
            put(labels, field.getKey(), field.getValue().asText());
        }
        return labels;
    }

    private static Map<String, String> pairs(JsonNode labelSet) throws RejectedObservationException {
        JsonNode list = labelSet.isArray() ? labelSet : labelSet.path("labels");
        Map<String, String> labels = new HashMap<>();
        for (JsonNode pair : list) {
            if (labels.size() < MAX_LABELS && pair.path("key").isTextual()) {
                put(labels, pair.path("key").textValue(), pair.path("value").asText());
            }
        }
        return labels;
    }

    private static void put(Map<String, String> labels, String name, String value) throws RejectedObservationException {
        if (!name.isEmpty() && name.length() <= MAX_CHARS / 4) {
            labels.put(
                    ObservationRules.text("labels", name),
                    ObservationRules.text("labels", TextEvents.cut(value, MAX_CHARS)));
        }
    }
}
