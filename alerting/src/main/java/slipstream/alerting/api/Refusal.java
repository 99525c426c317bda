package slipstream.alerting.api;

import java.util.List;

/** A request that is not answered with what it asked for. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal repeats at most this much of what it was given. */
    private static final int MAX_MESSAGE_CHARS = 2_000;

    private final transient Answer answer;

    private Refusal(String message, Answer answer) {
        super(message, null, false, false);
        this.answer = answer;
    }

    /** In our own form, {@code {"error": {"code": …, "message": …}}}. */
    static Refusal of(int status, String code, String message) {
        String said = bounded(message);
        return new Refusal(said, Answer.json(status, new Envelope(new Details(code, said))));
    }

    /** As Alertmanager's handlers refuse: the message alone, as a JSON string. */
    static Refusal said(int status, String message) {
        String said = bounded(message);
        return new Refusal(said, Answer.json(status, (Object) said));
    }

    /** Nothing but a status. */
    static Refusal silent(int status) {
        return new Refusal("", Answer.empty(status));
    }

    static Refusal unauthorized() {
        Answer answer = of(
                        401,
                        "unauthorized",
                        "send the token of this address in the header 'Authorization: Bearer <token>'")
                .answer;
        return new Refusal("unauthorized", answer.with("WWW-Authenticate", "Bearer realm=\"slipstream\""));
    }

    static Refusal method(String method, List<String> allowed) {
        String names = String.join(", ", allowed);
        Answer answer = of(405, "method_not_allowed", method + " is not allowed here, but " + names).answer;
        return new Refusal("method not allowed", answer.with("Allow", names));
    }

    /** Kafka is away, or too much is asked at once. */
    static Refusal unavailable(String code, String message) {
        Answer answer = of(503, code, message).answer;
        return new Refusal(message, answer.with("Retry-After", "5"));
    }

    static Refusal internal() {
        return of(500, "internal", "this is a bug in Slipstream: the log of the process says what happened");
    }

    Answer answer() {
        return answer;
    }

    private static String bounded(String message) {
        return message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS) + "…";
    }

    private record Envelope(Details error) {}

    private record Details(String code, String message) {}
}
