package slipstream.ingest.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.payload.ItemSink;

/**
 * Objects that log shippers write: a line with what the shipper knows around it (Fluent Bit, Vector), a request that it has taken apart, or
 * an application's own JSON log. A line within is read as a line; its own time counts, not the shipper's. Not thread-safe.
 */
final class JsonEvents {
    private static final List<String> TIMES = List.of("timestamp", "time", "@timestamp", "ts");
    private static final List<String> LINES = List.of("log", "message", "msg");
    private static final List<String> LEVELS = List.of("level", "severity", "log.level", "severity_text");
    private static final List<String> STATUSES = List.of("status", "status_code", "code");
    private static final List<String> METHODS = List.of("method", "request_method");
    private static final List<String> PATHS = List.of("path", "uri", "request_uri", "url");
    private static final List<String> MILLIS = List.of("duration_ms", "latency_ms", "latencyMillis");
    private static final List<String> SECONDS = List.of("request_time", "duration_seconds");

    /** Kubernetes metadata of Fluent Bit and Vector, and plain names; the first that is there names the service. */
    private static final List<String> SERVICES = List.of(
            "/service",
            "/service.name",
            "/service/name",
            "/kubernetes/labels/app.kubernetes.io~1name",
            "/kubernetes/labels/app",
            "/kubernetes/pod_labels/app",
            "/kubernetes/container_name",
            "/container_name");

    private static final int MAX_KEPT = 32;
    private static final int MAX_CHARS = 1024;

    private final TextEvents text;
    private final TimeBounds bounds;

    JsonEvents(TextEvents text, TimeBounds bounds) {
        this.text = text;
        this.bounds = bounds;
    }

    /** @param fallback the service of an event that names none */
    void read(JsonNode event, long recordMillis, String fallback, ItemSink items) throws RejectedObservationException {
        String service = service(event, fallback);
        OptionalLong time = time(event);
        if (isRequest(event)) {
            items.accept(request(event, time.orElse(recordMillis), service, items));
            return;
        }
        String line = first(event, LINES);
        TextEvents.Envelope envelope =
                new TextEvents.Envelope(time.orElse(recordMillis), service, first(event, LEVELS), attributes(event));
        if (line.isEmpty()) {
            items.accept(text.logRecord(event.toString(), envelope, items.nextOrigin()));
            return;
        }
        byte[] bytes = line.stripTrailing().getBytes(UTF_8);
        text.read(bytes, 0, bytes.length, envelope, items);
    }

    private static boolean isRequest(JsonNode event) {
        String status = first(event, STATUSES);
        return status.matches("[1-5]\\d\\d") && !(first(event, METHODS) + first(event, PATHS)).isEmpty();
    }

    private RequestObservation request(JsonNode event, long timeMillis, String service, ItemSink items)
            throws RejectedObservationException {
        bounds.check(timeMillis);
        String path = first(event, PATHS);
        int query = path.indexOf('?');
        return new RequestObservation(
                items.nextOrigin(),
                timeMillis,
                ObservationRules.name("service", service),
                ObservationRules.text("path", query < 0 ? path : path.substring(0, query)),
                ObservationRules.text("method", first(event, METHODS)),
                ObservationRules.status(Long.parseLong(first(event, STATUSES))),
                latencyMillis(event),
                Map.of());
    }

    private static double latencyMillis(JsonNode event) throws RejectedObservationException {
        double millis = Math.min(number(event, MILLIS, 1), number(event, SECONDS, 1000));
        return millis == Double.MAX_VALUE ? Observation.NO_LATENCY : ObservationRules.latencyMillis("latency", millis);
    }

    private static double number(JsonNode event, List<String> names, double factor) {
        try {
            String number = first(event, names);
            return number.isEmpty() ? Double.MAX_VALUE : Double.parseDouble(number) * factor;
        } catch (NumberFormatException e) {
            return Double.MAX_VALUE;
        }
    }

    private static OptionalLong time(JsonNode event) {
        return TIMES.stream()
                .map(name -> EventTime.millis(event.path(name)))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static String service(JsonNode event, String fallback) {
        for (String path : SERVICES) {
            JsonNode named = event.at(path);
            if (named.isTextual() && !named.textValue().isEmpty()) {
                return named.textValue();
            }
        }
        return fallback;
    }

    /** What else is plain in the event. */
    private static Map<String, String> attributes(JsonNode event) throws RejectedObservationException {
        Map<String, String> attributes = new HashMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = event.properties().iterator();
        while (fields.hasNext() && attributes.size() < MAX_KEPT) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            boolean isSaidElsewhere = LINES.contains(name) || TIMES.contains(name) || LEVELS.contains(name);
            if (field.getValue().isValueNode()
                    && !field.getValue().isNull()
                    && !isSaidElsewhere
                    && name.length() <= MAX_CHARS / 4) {
                attributes.put(
                        ObservationRules.text("attributes", name),
                        ObservationRules.text(
                                "attributes", TextEvents.cut(field.getValue().asText(), MAX_CHARS)));
            }
        }
        return attributes;
    }

    private static String first(JsonNode event, List<String> names) {
        for (String name : names) {
            JsonNode value = event.path(name);
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                return value.asText();
            }
        }
        return "";
    }
}
