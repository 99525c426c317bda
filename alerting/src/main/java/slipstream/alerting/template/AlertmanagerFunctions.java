package slipstream.alerting.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** The functions that Alertmanager adds to Go's. */
final class AlertmanagerFunctions {
    private AlertmanagerFunctions() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new TreeMap<>();
        addText(all);
        addTimes(all);
        addCollections(all);
        return all;
    }

    private static void addText(Map<String, Function> all) {
        all.put("toUpper", Function.of(1, arguments -> mapped(arguments.text(0), Character::toUpperCase)));
        all.put("toLower", Function.of(1, arguments -> mapped(arguments.text(0), Character::toLowerCase)));
        all.put("title", Function.of(1, arguments -> Titles.of(arguments.text(0))));
        all.put("trimSpace", Function.of(1, arguments -> arguments.text(0).strip()));
        all.put("join", Function.of(2, AlertmanagerFunctions::join));
        all.put(
                "match",
                Function.of(
                        2,
                        arguments ->
                                pattern(arguments).matcher(arguments.text(1)).find()));
        all.put("reReplaceAll", Function.of(3, AlertmanagerFunctions::replace));
        all.put("stringSlice", Function.from(0, AlertmanagerFunctions::strings));
        all.put("safeHtml", Function.of(1, arguments -> new SafeText(SafeText.Kind.HTML, arguments.text(0))));
        all.put("safeUrl", Function.of(1, arguments -> new SafeText(SafeText.Kind.URL, arguments.text(0))));
        all.put("urlUnescape", Function.of(1, AlertmanagerFunctions::unescape));
        all.put(
                "base64encode",
                Function.of(
                        1,
                        arguments -> Base64.getEncoder()
                                .encodeToString(arguments.text(0).getBytes(StandardCharsets.UTF_8))));
        all.put("base64decode", Function.of(1, AlertmanagerFunctions::decode));
        all.put("toJson", Function.of(1, arguments -> JsonText.of(arguments.any(0))));
    }

    private static void addTimes(Map<String, Function> all) {
        all.put("date", Function.of(2, arguments -> arguments.time(1).format(arguments.text(0))));
        all.put("tz", Function.of(2, arguments -> arguments.time(1).in(zone(arguments.text(0)))));
        all.put("now", Function.of(0, arguments -> now(arguments.run())));
        all.put("since", Function.of(1, arguments -> now(arguments.run()).since(arguments.time(0))));
        all.put("humanizeDuration", Function.of(1, arguments -> HumanDuration.of(arguments.any(0))));
    }

    private static void addCollections(Map<String, Function> all) {
        all.put(
                "list",
                Function.from(0, arguments -> Collections.unmodifiableList(new ArrayList<>(arguments.values()))));
        all.put("append", Function.from(1, AlertmanagerFunctions::append));
        all.put("dict", Function.from(0, AlertmanagerFunctions::dictionary));
    }

    /** Character by character as in Go, where "ß" stays what it is. */
    private static String mapped(String text, IntUnaryOperator mapping) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().map(mapping).forEach(mapped::appendCodePoint);
        return mapped.toString();
    }

    private static String join(Arguments arguments) throws EvaluationException {
        String separator = arguments.text(0);
        BoundedText text = new BoundedText();
        String before = "";
        for (Object element : arguments.list(1)) {
            text.add(before);
            Printer.add(text, element);
            before = separator;
        }
        return text.toString();
    }

    private static Pattern pattern(Arguments arguments) throws EvaluationException {
        try {
            return Pattern.compile(arguments.text(0));
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("\"" + arguments.text(0) + "\" is not a pattern: " + e.getDescription());
        }
    }

    private static String replace(Arguments arguments) throws EvaluationException {
        GoReplacement replacement = new GoReplacement(arguments.text(1));
        String text = arguments.text(2);
        Matcher matcher = pattern(arguments).matcher(text);
        BoundedText replaced = new BoundedText();
        int copied = 0;
        while (matcher.find()) {
            replaced.add(text.substring(copied, matcher.start()));
            replacement.addTo(replaced, matcher);
            copied = matcher.end();
        }
        return replaced.add(text.substring(copied)).toString();
    }

    private static List<String> strings(Arguments arguments) throws EvaluationException {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            strings.add(arguments.text(i));
        }
        return strings;
    }

    private static String unescape(Arguments arguments) throws EvaluationException {
        try {
            return URLDecoder.decode(arguments.text(0), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("\"" + arguments.text(0) + "\" has an incomplete %-escape");
        }
    }

    private static String decode(Arguments arguments) throws EvaluationException {
        try {
            return new String(Base64.getDecoder().decode(arguments.text(0)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("\"" + arguments.text(0) + "\" is not base64");
        }
    }

    private static ZoneId zone(String name) throws EvaluationException {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new EvaluationException("\"" + name + "\" is not a time zone such as Europe/Berlin");
        }
    }

    private static GoTime now(Run run) {
        return GoTime.of(run.clock().instant());
    }

    private static List<Object> append(Arguments arguments) throws EvaluationException {
        // The list is copied, which a template could ask for once for each of its elements.
        arguments.run().budget().length(10 * arguments.list(0).size());
        List<Object> longer = new ArrayList<>(arguments.list(0));
        longer.addAll(arguments.values().subList(1, arguments.count()));
        return longer;
    }

    private static Map<String, Object> dictionary(Arguments arguments) throws EvaluationException {
        if (arguments.count() % 2 != 0) {
            throw new EvaluationException(
                    "takes pairs of a key and a value, is given " + arguments.count() + " arguments");
        }
        Map<String, Object> dictionary = new TreeMap<>();
        for (int i = 0; i < arguments.count(); i += 2) {
            dictionary.put(arguments.text(i), arguments.any(i + 1));
        }
        return dictionary;
    }
}
