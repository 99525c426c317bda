package slipstream.streams.query;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that is not answered with what it asked for: what was wrong with it, and what is allowed. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal repeats at most this much of what it was given. */
    private static final int MAX_ECHO_CHARS = 200;

    private final int status;
    private final transient Details details;
    private final transient Map<String, String> headers;

    private Refusal(int status, Details details, Map<String, String> headers) {
        super(details.message, null, false, false);
        this.status = status;
        this.details = details;
        this.headers = headers;
    }

    static Refusal badValue(String field, String got, String allowed) {
        return new Refusal(
                400,
                new Details(
                        "bad_value", field + " must be " + allowed, Optional.of(field), Optional.empty(), echo(got)),
                Map.of());
    }

    static Refusal badParameter(String code, String message, String field) {
        return new Refusal(400, new Details(code, message, echo(field), Optional.empty(), Optional.empty()), Map.of());
    }

    static Refusal badRequest(String message) {
        return new Refusal(
                400,
                new Details("bad_request", message, Optional.empty(), Optional.empty(), Optional.empty()),
                Map.of());
    }

    static Refusal notFound(String code, String message, String field, String got) {
        return new Refusal(404, new Details(code, message, Optional.of(field), Optional.empty(), echo(got)), Map.of());
    }

    static Refusal tooLarge(String message, String field, long limit, long got) {
        return new Refusal(
                422,
                new Details(
                        "too_many_slices",
                        message,
                        Optional.of(field),
                        Optional.of(limit),
                        Optional.of(Long.toString(got))),
                Map.of());
    }

    static Refusal method(String method, List<String> allowed) {
        String names = String.join(", ", allowed);
        return new Refusal(
                405,
                new Details(
                        "method_not_allowed",
                        "nothing can be changed here: allowed are " + names,
                        Optional.of("method"),
                        Optional.empty(),
                        echo(method)),
                Map.of("Allow", names));
    }

    static Refusal unauthorized() {
        return new Refusal(
                401,
                new Details(
                        "unauthorized",
                        "send the token of this address in the header 'Authorization: Bearer <token>'",
                        Optional.of("Authorization"),
                        Optional.empty(),
                        Optional.empty()),
                Map.of("WWW-Authenticate", "Bearer realm=\"slipstream\""));
    }

    static Refusal unavailable(String code, String message, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new Refusal(
                503,
                new Details(code, message, Optional.empty(), Optional.empty(), Optional.empty()),
                Map.of("Retry-After", Long.toString(seconds)));
    }

    static Refusal internal() {
        return ofServer(500, "internal", "this is a bug in Slipstream: the log of the process says what happened");
    }

    /** What the HTTP server itself refused before it came to a resource. */
    static Refusal ofServer(int status, String code, String message) {
        return new Refusal(
                status, new Details(code, message, Optional.empty(), Optional.empty(), Optional.empty()), Map.of());
    }

    Answer.Body answer() {
        return Answer.json(status, new Envelope(details)).with(headers);
    }

    private static Optional<String> echo(String got) {
        return Optional.of(got.length() <= MAX_ECHO_CHARS ? got : got.substring(0, MAX_ECHO_CHARS) + "…");
    }

    private record Envelope(Details error) {}

    private record Details(
            String code, String message, Optional<String> field, Optional<Long> limit, Optional<String> got) {}
}
