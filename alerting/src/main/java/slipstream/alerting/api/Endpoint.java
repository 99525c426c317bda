package slipstream.alerting.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import slipstream.alerting.desk.DeskUnavailableException;

/**
 * One thing that can be asked of the server.
 *
 * @param path as documented; a segment in braces stands for any one segment
 * @param access who may ask
 * @param bodyType the media type that a body must have; empty when there is none, or any will do
 */
record Endpoint(String method, String path, Access access, String bodyType, Handler handler) {
    static final String JSON = "application/json";

    /** Who may ask. */
    enum Access {
        /** Only who has the token of the address, where it has one. */
        TOKEN,
        /** Anybody: it tells no secrets, or the request carries a proof of its own. */
        OPEN
    }

    /** Answers. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Call call) throws Refusal, DeskUnavailableException;
    }

    static Endpoint get(String path, Handler handler) {
        return new Endpoint("GET", path, Access.TOKEN, "", handler);
    }

    static Endpoint postJson(String path, Handler handler) {
        return new Endpoint("POST", path, Access.TOKEN, JSON, handler);
    }

    static Endpoint delete(String path, Handler handler) {
        return new Endpoint("DELETE", path, Access.TOKEN, "", handler);
    }

    /** The same, for anybody. */
    Endpoint open() {
        return new Endpoint(method, path, Access.OPEN, bodyType, handler);
    }

    /** The same, refused while the process does not know how things stand. */
    Endpoint onlyWhen(BooleanSupplier isReady) {
        return new Endpoint(method, path, access, bodyType, call -> {
            if (!isReady.getAsBoolean()) {
                throw Refusal.unavailable(
                        "standing_by",
                        "this process stands by or is still starting: ask the one that tells, or again soon");
            }
            return handler.answer(call);
        });
    }

    /** What stands where the path has braces; empty when it is another path. */
    Optional<Map<String, String>> variables(String[] segments) {
        String[] pattern = path.split("/", -1);
        if (pattern.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].startsWith("{") && !segments[i].isEmpty()) {
                variables.put(pattern[i].substring(1, pattern[i].length() - 1), segments[i]);
            } else if (!pattern[i].equals(segments[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
