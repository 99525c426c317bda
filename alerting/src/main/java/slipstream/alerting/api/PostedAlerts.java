package slipstream.alerting.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;

/**
 * What somebody posted to {@code /api/v2/alerts}. What cannot be understood at all is refused as a whole; of what can be, the valid alerts are
 * taken and the others named (Alertmanager, {@code api/v2/api.go}).
 *
 * @param errors one for each alert that is not taken, in Alertmanager's words
 */
record PostedAlerts(List<AlertEvent> valid, List<String> errors) {
    PostedAlerts {
        valid = List.copyOf(valid);
        errors = List.copyOf(errors);
    }

    /** An alert as it was sent; a time that is not set is absent. */
    private record Posted(
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            Optional<Instant> startsAt,
            Optional<Instant> endsAt,
            String generatorUrl) {}

    /**
     * Reads a body.
     *
     * @param resolveTimeout after which an alert without an end is over unless it is heard of again
     * @throws Refusal when it is no list of alerts
     */
    static PostedAlerts read(byte[] body, Instant now, Duration resolveTimeout) throws Refusal {
        JsonNode list = JsonText.tree(body);
        if (!list.isArray()) {
            throw Refusal.of(400, "bad_body", "the body must be a list of alerts: [{\"labels\": {…}}]");
        }
        List<Posted> posted = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            posted.add(posted(list.get(i), i + "."));
        }
        List<AlertEvent> valid = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (Posted alert : posted) {
            Instant start = alert.startsAt().or(alert::endsAt).orElse(now);
            Instant end = alert.endsAt().orElse(now.plus(resolveTimeout));
            if (alert.labels().isEmpty()) {
                errors.add("at least one label pair required");
            } else if (alert.labels().containsKey("")) {
                errors.add("invalid label set: invalid name \"\"");
            } else if (end.isBefore(start)) {
                errors.add("start time must be before end time");
            } else {
                valid.add(event(alert, start, end, now));
            }
        }
        return new PostedAlerts(valid, errors);
    }

    private static AlertEvent event(Posted alert, Instant start, Instant end, Instant now) {
        return new AlertEvent(
                end.isAfter(now) ? AlertState.FIRING : AlertState.RESOLVED,
                Fingerprint.of(alert.labels()),
                alert.labels(),
                alert.annotations(),
                start,
                Optional.of(end),
                alert.generatorUrl(),
                alert.labels().getOrDefault("slo", ""),
                alert.labels().getOrDefault("service", ""),
                alert.labels().getOrDefault("severity", ""),
                now,
                List.of(),
                Optional.empty());
    }

    private static Posted posted(JsonNode alert, String path) throws Refusal {
        if (!alert.isObject()) {
            throw Refusal.of(400, "bad_body", path + " must be an object with labels");
        }
        if (!alert.hasNonNull("labels")) {
            throw Refusal.of(422, "missing", path + "labels in body is required");
        }
        SortedMap<String, String> labels = texts(alert.get("labels"), path + "labels");
        // Alertmanager drops labels without a value before it computes the identity.
        labels.values().removeIf(String::isEmpty);
        return new Posted(
                labels,
                alert.hasNonNull("annotations")
                        ? texts(alert.get("annotations"), path + "annotations")
                        : new TreeMap<>(),
                time(alert, "startsAt", path),
                time(alert, "endsAt", path),
                url(alert, path));
    }

    private static SortedMap<String, String> texts(JsonNode map, String path) throws Refusal {
        if (!map.isObject()) {
            throw Refusal.of(400, "bad_body", path + " must be an object of texts");
        }
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isTextual()) {
                throw Refusal.of(400, "bad_body", path + "." + entry.getKey() + " must be a text");
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        }
        return texts;
    }

    private static Optional<Instant> time(JsonNode alert, String field, String path) throws Refusal {
        if (!alert.hasNonNull(field)) {
            return Optional.empty();
        }
        try {
            return Rfc3339.parse(alert.get(field).asText());
        } catch (DateTimeException e) {
            throw Refusal.of(
                    400, "bad_time", path + field + " must be a time such as 2026-01-31T12:00:00Z: " + e.getMessage());
        }
    }

    private static String url(JsonNode alert, String path) throws Refusal {
        String url = alert.path("generatorURL").asText("");
        try {
            return url.isEmpty() ? url : new URI(url).toString();
        } catch (URISyntaxException e) {
            throw Refusal.of(422, "bad_url", path + "generatorURL in body must be of type uri: " + e.getMessage());
        }
    }
}
