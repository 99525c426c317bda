package slipstream.ingest.probe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values captured so far in one run of a flow, and their places in texts. Not thread-safe. */
final class Captured {
    /** {@code ${token}} in a text. */
    static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_]{0,63})}");

    private final Map<String, String> values = new LinkedHashMap<>();

    void put(String name, String value) {
        values.put(name, value);
    }

    /** A value within a URL is escaped, so that a target cannot lead the flow elsewhere by it; a URL that is nothing but a value is taken as it is. */
    String inUrl(String url) {
        return PLACE.matcher(url).matches() ? fill(url, value -> value) : fill(url, Captured::escaped);
    }

    /** Line breaks end a header, so a value has none there. */
    Map<String, List<String>> inHeaders(Map<String, List<String>> headers) {
        Map<String, List<String>> filled = new LinkedHashMap<>();
        headers.forEach((name, texts) -> {
            List<String> values = new ArrayList<>();
            texts.forEach(text -> values.add(fill(text, value -> value.replaceAll("[^\\x20-\\x7e]", ""))));
            filled.put(name, values);
        });
        return filled;
    }

    String inBody(String body) {
        return fill(body, value -> value);
    }

    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String fill(String text, UnaryOperator<String> form) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(form.apply(values.getOrDefault(place.group(1), place.group()))));
    }
}
