package slipstream.alerting.channel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object in the making, its keys in the order in which they are put. Used by one thread. */
public final class JsonBody {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** @param value text, a number, a truth value, a list, or what {@link #asMap} gave */
    public JsonBody put(String key, Object value) {
        values.put(key, value);
        return this;
    }

    public JsonBody put(String key, Optional<?> value) {
        value.ifPresent(present -> values.put(key, present));
        return this;
    }

    /** Leaves the key out when there is no text. */
    public JsonBody putUnlessEmpty(String key, String value) {
        return value.isEmpty() ? this : put(key, value);
    }

    public Map<String, Object> asMap() {
        return values;
    }

    public byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text, numbers, lists and maps can always be written", e);
        }
    }

    /** What is in an answer; empty when it is not a JSON object. */
    public static Map<?, ?> read(String answer) {
        try {
            return JSON.readValue(answer, Object.class) instanceof Map<?, ?> map ? map : Map.of();
        } catch (JsonProcessingException e) {
            // It is the answer of somebody else's: a page, or a word.
            return Map.of();
        }
    }
}
