package slipstream.alerting.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the endpoint that a request means. */
final class Endpoints {
    private final List<Endpoint> all;

    Endpoints(List<Endpoint> all) {
        this.all = List.copyOf(all);
    }

    /**
     * An endpoint and the variable parts of the path that led to it.
     *
     * @param variables by name, decoded
     */
    record Match(Endpoint endpoint, Map<String, String> variables) {}

    /**
     * Looks for an endpoint.
     *
     * @param method {@code HEAD} counts as {@code GET}
     * @return empty when no endpoint has such a path
     * @throws Refusal when there is one, for other methods
     */
    Optional<Match> find(String method, String rawPath) throws Refusal {
        String wanted = method.equals("HEAD") ? "GET" : method;
        String[] segments = decoded(rawPath.split("/", -1));
        List<String> allowed = new ArrayList<>();
        for (Endpoint endpoint : all) {
            Optional<Map<String, String>> variables = endpoint.variables(segments);
            if (variables.isPresent()) {
                if (endpoint.method().equals(wanted)) {
                    return Optional.of(new Match(endpoint, variables.get()));
                }
                allowed.add(endpoint.method());
            }
        }
        if (!allowed.isEmpty()) {
            throw Refusal.method(method, allowed);
        }
        return Optional.empty();
    }

    private static String[] decoded(String[] segments) throws Refusal {
        String[] decoded = new String[segments.length];
        for (int i = 0; i < segments.length; i++) {
            try {
                // In a path, unlike in a query, a plus is a plus.
                decoded[i] = URLDecoder.decode(segments[i].replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw Refusal.of(400, "bad_request", "the path is not percent-encoded: " + e.getMessage());
            }
        }
        return decoded;
    }
}
