package slipstream.streams.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the resource of a path. Names of SLOs may hold any character, a slash too: segments are parted before they are decoded. */
final class Routes {
    private final List<Resource> resources;

    Routes(List<Resource> resources) {
        this.resources = List.copyOf(resources);
    }

    /**
     * A resource and the parts of the path it asked for.
     *
     * @param variables by name, decoded
     */
    record Match(Resource resource, Map<String, String> variables) {}

    Optional<Match> find(String rawPath) {
        String[] given = rawPath.split("/", -1);
        for (Resource resource : resources) {
            Optional<Map<String, String>> variables = match(resource.path().split("/", -1), given);
            if (variables.isPresent()) {
                return Optional.of(new Match(resource, variables.get()));
            }
        }
        return Optional.empty();
    }

    Refusal unknownPath(String rawPath) {
        String known = resources.stream().map(Resource::path).collect(Collectors.joining(", "));
        return Refusal.notFound("unknown_path", "there is nothing here; the paths are " + known, "path", rawPath);
    }

    private static Optional<Map<String, String>> match(String[] pattern, String[] given) {
        if (pattern.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].startsWith("{") && !given[i].isEmpty()) {
                variables.put(pattern[i].substring(1, pattern[i].length() - 1), decoded(given[i]));
            } else if (!pattern[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static String decoded(String segment) {
        try {
            // In a path, unlike in a query, a plus is a plus.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not an encoding of anything, so it can only stand for itself, which no name is.
            return segment;
        }
    }
}
