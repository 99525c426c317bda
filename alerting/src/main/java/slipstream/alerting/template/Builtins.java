package slipstream.alerting.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions that Go's {@code text/template} has by itself. */
final class Builtins {
    private Builtins() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new TreeMap<>();
        // Run.call looks at no more of their arguments than they need; the bodies are not reached.
        all.put("and", Function.from(1, arguments -> arguments.any(0)));
        all.put("or", Function.from(1, arguments -> arguments.any(0)));
        all.put("not", Function.of(1, arguments -> !Values.isTrue(arguments.any(0))));
        all.put("eq", Function.from(2, arguments -> Comparison.equalsAny(arguments.values())));
        all.put("ne", Function.of(2, arguments -> !Comparison.areEqual(arguments.any(0), arguments.any(1))));
        all.put("lt", Function.of(2, arguments -> Comparison.isLess(arguments.any(0), arguments.any(1))));
        all.put("ge", Function.of(2, arguments -> !Comparison.isLess(arguments.any(0), arguments.any(1))));
        all.put("gt", Function.of(2, arguments -> Comparison.isLess(arguments.any(1), arguments.any(0))));
        all.put("le", Function.of(2, arguments -> !Comparison.isLess(arguments.any(1), arguments.any(0))));
        all.put("len", Function.of(1, arguments -> length(arguments.any(0))));
        all.put("index", Function.from(1, arguments -> index(arguments.values())));
        all.put("slice", new Function(1, 3, Builtins::slice));
        all.put("print", Function.from(0, arguments -> Printer.joined(arguments.values())));
        all.put("println", Function.from(0, arguments -> line(arguments.values())));
        all.put("printf", Function.from(1, Builtins::printf));
        all.put("html", Function.from(0, Builtins::html));
        all.put("js", Function.from(0, arguments -> JavaScriptText.escaped(Printer.joined(arguments.values()))));
        all.put("urlquery", Function.from(0, arguments -> query(Printer.joined(arguments.values()))));
        return all;
    }

    private static long length(Object value) throws EvaluationException {
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof String || value instanceof SafeText) {
            return value.toString().getBytes(StandardCharsets.UTF_8).length;
        }
        throw new EvaluationException(Values.typeName(value) + " has no length");
    }

    private static Object index(List<Object> values) throws EvaluationException {
        Object value = values.get(0);
        for (Object key : values.subList(1, values.size())) {
            if (value instanceof Map<?, ?> map && key instanceof String name) {
                value = Values.inMap(map, name);
            } else if (value instanceof List<?> list && key instanceof Long position) {
                value = list.get(inside(position, list.size()));
            } else if (value instanceof String text && key instanceof Long position) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                value = (long) Byte.toUnsignedInt(bytes[inside(position, bytes.length)]);
            } else {
                throw new EvaluationException(Values.typeName(value) + " cannot be indexed by " + Values.typeName(key));
            }
        }
        return value;
    }

    private static int inside(long position, int size) throws EvaluationException {
        if (position < 0 || position >= size) {
            throw new EvaluationException("the index " + position + " is outside of 0 to " + (size - 1));
        }
        return (int) position;
    }

    private static Object slice(Arguments arguments) throws EvaluationException {
        Object value = arguments.any(0);
        int size = Math.toIntExact(length(value));
        long from = arguments.count() > 1 ? arguments.whole(1) : 0;
        long to = arguments.count() > 2 ? arguments.whole(2) : size;
        if (from < 0 || to > size || from > to) {
            throw new EvaluationException("the part from " + from + " to " + to + " is outside of 0 to " + size);
        }
        if (value instanceof List<?> list) {
            return list.subList((int) from, (int) to);
        }
        byte[] bytes = arguments.text(0).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, (int) from, (int) (to - from), StandardCharsets.UTF_8);
    }

    private static String line(List<Object> values) throws EvaluationException {
        BoundedText text = new BoundedText();
        for (int i = 0; i < values.size(); i++) {
            text.add(i == 0 ? "" : " ");
            Printer.add(text, values.get(i));
        }
        return text.add("\n").toString();
    }

    private static String printf(Arguments arguments) throws EvaluationException {
        return new Printf(arguments.text(0), arguments.values().subList(1, arguments.count())).format();
    }

    /** Where values are escaped anyway, they are not escaped twice. */
    private static Object html(Arguments arguments) throws EvaluationException {
        String text = Printer.joined(arguments.values());
        return arguments.run().output().escapes() ? text : HtmlText.ofPlainText(text);
    }

    private static String query(String text) {
        // Go leaves the tilde and escapes the star; Java does it the other way round.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%7E", "~")
                .replace("*", "%2A");
    }
}
