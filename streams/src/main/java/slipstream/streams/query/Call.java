package slipstream.streams.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import slipstream.contract.document.Spelling;

/**
 * What a request asks of its resource.
 *
 * @param variables the segments of the path that stand in braces, by name, decoded
 * @param parameters the query parameters, decoded; each is known to the resource and stands once
 */
record Call(Map<String, String> variables, Map<String, String> parameters) {
    /** The parameter by which lists are limited to a service. */
    static final String SERVICE = "service";

    Call {
        variables = Map.copyOf(variables);
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the parameters of a raw query string.
     *
     * @throws Refusal for an unknown or repeated parameter and for an encoding that is none
     */
    static Map<String, String> parameters(String rawQuery, List<String> known) throws Refusal {
        Map<String, String> parameters = new HashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!known.contains(name)) {
                throw Refusal.badParameter("unknown_parameter", unknown(name, known), name);
            }
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw Refusal.badParameter("repeated_parameter", "give " + name + " only once", name);
            }
        }
        return parameters;
    }

    String variable(String name) {
        return variables.get(name);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** A whole number that is at least so large. */
    OptionalLong wholeNumber(String name, long atLeast) throws Refusal {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        // Nine digits are more than there are of anything, and fit into any number.
        boolean isNumber = text.get().matches("[0-9]{1,9}") && Long.parseLong(text.get()) >= atLeast;
        if (!isNumber) {
            throw Refusal.badValue(name, text.get(), "a whole number from " + atLeast + " to 999999999");
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    /** The service that an answer is to be limited to, if any. */
    Optional<String> service() throws Refusal {
        Optional<String> service = parameter(SERVICE);
        if (service.isPresent() && service.get().isEmpty()) {
            throw Refusal.badValue(SERVICE, "", "the name of a service");
        }
        return service;
    }

    private static String unknown(String name, List<String> known) {
        if (known.isEmpty()) {
            return "this resource takes no parameters";
        }
        String allowed = "this resource takes only " + String.join(", ", known);
        String hint = name.length() > 64 ? "" : Spelling.suggestion(name, known);
        return hint.startsWith("; did you mean") ? allowed + hint : allowed;
    }

    private static String decoded(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("the query is not percent-encoded: " + e.getMessage());
        }
    }
}
