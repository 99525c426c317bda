package slipstream.alerting.template;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes values as Go's {@code fmt.Print} does. */
final class Printer {
    private Printer() {}

    /** As an action writes it. */
    static String shown(Object value) throws EvaluationException {
        return value == null ? "<no value>" : plain(value);
    }

    /** As {@code %v} writes it. */
    static String plain(Object value) throws EvaluationException {
        if (value instanceof String text) {
            return text;
        }
        BoundedText text = new BoundedText();
        add(text, value);
        return text.toString();
    }

    /** Values side by side, with a space between two of which neither is a text. */
    static String joined(List<Object> values) throws EvaluationException {
        BoundedText text = new BoundedText();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && !(values.get(i - 1) instanceof String) && !(values.get(i) instanceof String)) {
                text.add(" ");
            }
            add(text, values.get(i));
        }
        return text.toString();
    }

    static void add(BoundedText text, Object value) throws EvaluationException {
        if (value == null) {
            text.add("<nil>");
        } else if (value instanceof Double number) {
            text.add(shortest(number));
        } else if (value instanceof Printed printed) {
            printed.printTo(text);
        } else if (value instanceof List<?> list) {
            addList(text, list);
        } else if (value instanceof Map<?, ?> map) {
            addMap(text, map);
        } else {
            text.add(value.toString());
        }
    }

    /** A composite that says how it is printed. */
    interface Printed {
        void printTo(BoundedText text) throws EvaluationException;
    }

    /** As Go prints a struct: its fields' values in braces. */
    static void addFields(BoundedText text, Object... fields) throws EvaluationException {
        text.add("{");
        addSpaced(text, Arrays.asList(fields));
        text.add("}");
    }

    private static void addSpaced(BoundedText text, List<?> values) throws EvaluationException {
        for (int i = 0; i < values.size(); i++) {
            text.add(i == 0 ? "" : " ");
            add(text, values.get(i));
        }
    }

    private static void addList(BoundedText text, List<?> list) throws EvaluationException {
        text.add("[");
        addSpaced(text, list);
        text.add("]");
    }

    private static void addMap(BoundedText text, Map<?, ?> map) throws EvaluationException {
        text.add("map[");
        boolean first = true;
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            text.add(first ? "" : " ").add(entry.getKey() + ":");
            add(text, entry.getValue());
            first = false;
        }
        text.add("]");
    }

    /** Go's {@code %v} of a float: the fewest digits that mean this number, with an exponent below -4 and from 6 on. */
    static String shortest(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return exact.toPlainString();
        }
        return scientific(exact, exponent);
    }

    private static String scientific(BigDecimal exact, int exponent) {
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = exact.signum() < 0 ? "-" : "";
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }
}
