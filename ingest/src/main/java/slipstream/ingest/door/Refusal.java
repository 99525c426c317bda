package slipstream.ingest.door;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a request as a whole is not taken, as it is told to the client.
 *
 * @param code one of a fixed set of words, so that it can be counted and programmed against
 * @param message one sentence: what was found and what is allowed; it repeats no input
 * @param kept whether the body is kept as a dead letter, because it arrived and could not be understood
 */
public record Refusal(
        int status,
        String code,
        String message,
        Optional<String> field,
        OptionalLong limit,
        OptionalLong got,
        Map<String, String> headers,
        boolean kept) {

    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(field, "field");
        headers = Map.copyOf(headers);
    }

    public static Refusal of(int status, String code, String message) {
        return new Refusal(
                status, code, message, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Map.of(), false);
    }

    /** The body was read and is not what it says it is: 400, and it becomes a dead letter. */
    public static Refusal notUnderstood(String code, String message) {
        return new Refusal(
                400, code, message, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Map.of(), true);
    }

    /** More than is taken at once: 413. */
    public static Refusal tooMuch(String code, String message, long limit, OptionalLong got) {
        return new Refusal(413, code, message, Optional.empty(), OptionalLong.of(limit), got, Map.of(), false);
    }

    /** Not now: 503 with the wish to try again in a second. */
    public static Refusal tryAgain(String code, String message) {
        return of(503, code, message).with("Retry-After", "1");
    }

    public Refusal at(String fieldName) {
        return new Refusal(status, code, message, Optional.of(fieldName), limit, got, headers, kept);
    }

    public Refusal with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Refusal(status, code, message, field, limit, got, more, kept);
    }
}
