package slipstream.alerting.template;

import java.util.List;
import java.util.Map;

/**
 * Values of templates: {@code null} is nil, a {@link Long} Go's {@code int}, a {@link Double} its {@code float64}; further
 * {@link String}, {@link Boolean}, {@link List}, {@link Map}, {@link SafeText} and what is {@link Composite}.
 */
final class Values {
    private Values() {}

    /** Go's truth: not false, not zero, not empty, not nil. */
    static boolean isTrue(Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        if (value instanceof Double number) {
            return number != 0;
        }
        if (value instanceof GoDuration duration) {
            return duration.nanos() != 0;
        }
        if (value instanceof String || value instanceof SafeText) {
            return !value.toString().isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return !(value instanceof Map<?, ?> map) || !map.isEmpty();
    }

    /** What a map holds; the labels' map holds the empty text for what it does not hold, as Go's does. */
    static Object inMap(Map<?, ?> map, String key) {
        Object found = map.get(key);
        return found == null && map instanceof KeyValues ? "" : found;
    }

    /** As Go names the type. */
    static String typeName(Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Composite composite) {
            return composite.typeName();
        }
        if (value instanceof Long) {
            return "int";
        }
        if (value instanceof Double) {
            return "float64";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty() && list.stream().allMatch(String.class::isInstance) ? "[]string" : "[]interface {}";
        }
        if (value instanceof Map<?, ?>) {
            return "map[string]interface {}";
        }
        return value instanceof SafeText safe ? safe.kind().typeName() : "string";
    }
}
