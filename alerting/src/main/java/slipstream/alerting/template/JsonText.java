package slipstream.alerting.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Values as Go's {@code json.Marshal} writes them: keys sorted, and what could end a script in HTML escaped. */
final class JsonText {
    private JsonText() {}

    static String of(Object value) throws EvaluationException {
        BoundedText text = new BoundedText();
        add(text, value);
        return text.toString();
    }

    private static void add(BoundedText text, Object value) throws EvaluationException {
        if (value == null) {
            text.add("null");
        } else if (value instanceof Double number) {
            text.add(number(number));
        } else if (value instanceof Long || value instanceof Boolean) {
            text.add(value.toString());
        } else if (value instanceof GoDuration duration) {
            text.add(Long.toString(duration.nanos()));
        } else if (value instanceof GoTime time) {
            text.add("\"" + time.format("2006-01-02T15:04:05.999999999Z07:00") + "\"");
        } else if (value instanceof AlertValue alert) {
            addAlert(text, alert);
        } else if (value instanceof Pairs.Pair pair) {
            add(text, new TreeMap<>(Map.of("Name", pair.name(), "Value", pair.value())));
        } else if (value instanceof List<?> list) {
            addList(text, list);
        } else if (value instanceof Map<?, ?> map) {
            addMap(text, map);
        } else if (value instanceof Composite composite) {
            throw new EvaluationException(composite.typeName() + " cannot be written as JSON");
        } else {
            text.add(string(value.toString()));
        }
    }

    private static void addAlert(BoundedText text, AlertValue alert) throws EvaluationException {
        text.add("{\"status\":" + string(alert.status()) + ",\"labels\":");
        addMap(text, alert.labels());
        text.add(",\"annotations\":");
        addMap(text, alert.annotations());
        text.add(",\"startsAt\":");
        add(text, alert.startsAt());
        text.add(",\"endsAt\":");
        add(text, alert.endsAt());
        text.add(",\"generatorURL\":" + string(alert.generatorUrl()));
        text.add(",\"fingerprint\":" + string(alert.fingerprint()) + "}");
    }

    private static void addList(BoundedText text, List<?> list) throws EvaluationException {
        text.add("[");
        for (int i = 0; i < list.size(); i++) {
            text.add(i == 0 ? "" : ",");
            add(text, list.get(i));
        }
        text.add("]");
    }

    private static void addMap(BoundedText text, Map<?, ?> map) throws EvaluationException {
        text.add("{");
        String before = "";
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            text.add(before + string(entry.getKey().toString()) + ":");
            add(text, entry.getValue());
            before = ",";
        }
        text.add("}");
    }

    private static String number(double number) throws EvaluationException {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new EvaluationException(Printer.shortest(number) + " cannot be written as JSON");
        }
        double size = Math.abs(number);
        boolean plain = size == 0 || (size >= 1e-6 && size < 1e21);
        return plain
                ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> quoted.append(escaped(point)));
        return quoted.append('"').toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '<', '>', '&', 0x2028, 0x2029 -> code(point);
            default -> point < ' ' ? code(point) : Character.toString(point);
        };
    }

    private static String code(int point) {
        return String.format(Locale.ROOT, "\\u%04x", point);
    }
}
