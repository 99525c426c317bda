package slipstream.alerting.template;

import java.util.List;
import java.util.Map;

/** {@code eq}, {@code ne}, {@code lt}, {@code le}, {@code gt}, {@code ge}. */
final class Comparison {
    private Comparison() {}

    /** Whether the first equals any of the others. */
    static boolean equalsAny(List<Object> values) throws EvaluationException {
        boolean found = false;
        for (Object other : values.subList(1, values.size())) {
            found = found || areEqual(values.get(0), other);
        }
        return found;
    }

    static boolean areEqual(Object one, Object other) throws EvaluationException {
        if (one == null || other == null) {
            return one == other;
        }
        Object left = bare(one);
        Object right = bare(other);
        if (left instanceof List<?> || left instanceof Map<?, ?>) {
            throw new EvaluationException(Values.typeName(one) + " cannot be compared");
        }
        if (left.getClass() != right.getClass()) {
            throw incompatible(one, other);
        }
        return left.equals(right);
    }

    static boolean isLess(Object one, Object other) throws EvaluationException {
        Object left = bare(one);
        Object right = bare(other);
        if (left instanceof Long number && right instanceof Long limit) {
            return number < limit;
        }
        if (left instanceof Double number && right instanceof Double limit) {
            return number < limit;
        }
        if (left instanceof String text && right instanceof String limit) {
            return text.compareTo(limit) < 0;
        }
        throw incompatible(one, other);
    }

    /** As Go sees it by kind: a duration is a whole number, safe text a string. */
    private static Object bare(Object value) {
        if (value instanceof GoDuration duration) {
            return duration.nanos();
        }
        return value instanceof SafeText safe ? safe.text() : value;
    }

    private static EvaluationException incompatible(Object one, Object other) {
        return new EvaluationException(
                Values.typeName(one) + " and " + Values.typeName(other) + " cannot be compared with each other");
    }
}
