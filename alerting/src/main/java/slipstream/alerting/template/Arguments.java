package slipstream.alerting.template;

import java.util.List;
import java.util.Map;

/** What a function is given, by position and as the type that it wants. */
record Arguments(List<Object> values, Run run) {
    int count() {
        return values.size();
    }

    Object any(int index) {
        return values.get(index);
    }

    String text(int index) throws EvaluationException {
        Object value = values.get(index);
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof SafeText safe) {
            return safe.text();
        }
        throw wrong(index, "a string");
    }

    long whole(int index) throws EvaluationException {
        if (values.get(index) instanceof Long number) {
            return number;
        }
        throw wrong(index, "a whole number");
    }

    GoTime time(int index) throws EvaluationException {
        if (values.get(index) instanceof GoTime time) {
            return time;
        }
        throw wrong(index, "a time");
    }

    List<?> list(int index) throws EvaluationException {
        if (values.get(index) instanceof List<?> list) {
            return list;
        }
        throw wrong(index, "a list");
    }

    Map<?, ?> map(int index) throws EvaluationException {
        if (values.get(index) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(index, "a map");
    }

    private EvaluationException wrong(int index, String wanted) {
        return new EvaluationException(
                "argument " + (index + 1) + " must be " + wanted + ", is " + Values.typeName(values.get(index)));
    }
}
