package slipstream.alerting.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.silence.SilenceRequest;

/** Reads what somebody posted to {@code /api/v2/silences}. */
final class PostedSilence {
    private PostedSilence() {}

    /** @throws Refusal when it is no silence */
    static SilenceRequest read(byte[] body) throws Refusal {
        JsonNode silence = JsonText.tree(body);
        if (!silence.isObject()) {
            throw Refusal.of(400, "bad_body", "the body must be a silence: {\"matchers\": [{…}], …}");
        }
        return new SilenceRequest(
                Optional.of(silence.path("id").asText("")).filter(id -> !id.isEmpty()),
                matchers(silence),
                time(silence, "startsAt"),
                time(silence, "endsAt"),
                text(silence, "createdBy", "createdBy"),
                text(silence, "comment", "comment"),
                annotations(silence.path("annotations")));
    }

    private static LabelMatchers matchers(JsonNode silence) throws Refusal {
        JsonNode list = silence.path("matchers");
        if (!list.isArray()) {
            throw missing("matchers");
        }
        if (list.isEmpty()) {
            throw Refusal.of(422, "missing", "matchers in body should have at least 1 items");
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            matchers.add(matcher(list.get(i), i));
        }
        return new LabelMatchers(matchers);
    }

    private static LabelMatcher matcher(JsonNode matcher, int number) throws Refusal {
        String path = "matchers." + number + ".";
        if (!matcher.path("isRegex").isBoolean()) {
            throw missing(path + "isRegex");
        }
        boolean regex = matcher.path("isRegex").booleanValue();
        boolean equal = matcher.path("isEqual").asBoolean(true);
        try {
            return new LabelMatcher(
                    text(matcher, "name", path + "name"),
                    LabelMatcher.Operator.of(regex, equal),
                    text(matcher, "value", path + "value"));
        } catch (IllegalArgumentException e) {
            throw Refusal.said(400, "silence invalid: invalid label matcher " + number + ": " + e.getMessage());
        }
    }

    private static Instant time(JsonNode silence, String field) throws Refusal {
        try {
            return Rfc3339.parse(text(silence, field, field)).orElseThrow(() -> missing(field));
        } catch (DateTimeException e) {
            throw Refusal.of(
                    400, "bad_time", field + " must be a time such as 2026-01-31T12:00:00Z: " + e.getMessage());
        }
    }

    private static String text(JsonNode object, String field, String path) throws Refusal {
        if (!object.path(field).isTextual()) {
            throw missing(path);
        }
        return object.get(field).textValue();
    }

    private static SortedMap<String, String> annotations(JsonNode map) {
        SortedMap<String, String> annotations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            annotations.put(entry.getKey(), entry.getValue().asText());
        }
        return annotations;
    }

    private static Refusal missing(String path) {
        return Refusal.of(422, "missing", path + " in body is required");
    }
}
