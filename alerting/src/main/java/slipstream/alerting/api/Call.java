package slipstream.alerting.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request asks of its endpoint. */
final class Call {
    /** The words for true that Alertmanager takes (go-openapi, {@code swag.ConvertBool}); all others mean false. */
    private static final Set<String> TRUE =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    private final Map<String, String> variables;
    private final Map<String, List<String>> parameters;
    private final byte[] body;
    private final Map<String, String> headers;

    /**
     * @param variables the segments of the path that stand in braces, by name, decoded
     * @param parameters the query parameters, decoded
     * @param body empty for a request to read
     * @param headers by name in lower case, the first of each
     */
    Call(
            Map<String, String> variables,
            Map<String, List<String>> parameters,
            byte[] body,
            Map<String, String> headers) {
        this.variables = variables;
        this.parameters = parameters;
        this.body = body;
        this.headers = headers;
    }

    /** Reads a query, or a form, which is written alike. */
    static Map<String, List<String>> form(String encoded) throws Refusal {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return parameters;
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return parameters;
    }

    byte[] body() {
        return body;
    }

    String variable(String name) {
        return variables.get(name);
    }

    List<String> all(String parameter) {
        return parameters.getOrDefault(parameter, List.of());
    }

    Optional<String> one(String parameter) {
        return all(parameter).stream().findFirst();
    }

    boolean flag(String parameter, boolean otherwise) {
        return one(parameter)
                .filter(word -> !word.isEmpty())
                .map(word -> TRUE.contains(word.toLowerCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    private static String decoded(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "bad_request", "the query is not percent-encoded: " + e.getMessage());
        }
    }
}
