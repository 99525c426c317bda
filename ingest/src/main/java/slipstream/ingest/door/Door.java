package slipstream.ingest.door;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/**
 * A way into an HTTP server: a path, who may come in, what may be brought, how it is read and how the answer looks. What is the same
 * for every door, such as limits, gzip and waiting for Kafka, the server does. Thread-safe.
 */
public interface Door extends HealthSource {
    /** Where it is, for people: {@code POST} is the method of each. */
    String path();

    /** Whether a request to a path, as it was sent, is for this door. */
    default boolean leadsFrom(String path) {
        return path().equals(path);
    }

    /** What its items are counted under. */
    String entry();

    /** What may be brought, for people. */
    String contentRule();

    /** The longest body, if that is shorter than what the server takes. */
    default OptionalInt maxBodyBytes() {
        return OptionalInt.empty();
    }

    /** Whether it knows by itself who may come in, so that the token of the server is not asked for. */
    default boolean hasOwnGuard() {
        return false;
    }

    /** Whether a compressed body is read. */
    default boolean takesGzip() {
        return true;
    }

    /** Why a request may not come in, by its head alone. */
    default Optional<Refusal> refuse(RequestHead head) {
        return Optional.empty();
    }

    /** Whether the type of the content is one that is read here. */
    boolean takes(RequestHead head);

    /**
     * Looks at a body that has come in whole.
     *
     * @param body as it came, before it is inflated
     * @throws RefusedException when it is not from whom it says it is
     */
    Reading open(RequestHead head, byte[] body) throws RefusedException;

    /** How the answer looks. */
    default AnswerForm answers(RequestHead head) {
        return AnswerForm.JSON;
    }

    /** The web pages that may send to it, for those doors that browsers use. */
    default Optional<WebOrigins> origins() {
        return Optional.empty();
    }

    /** Begins what the door does besides taking bodies. */
    default void start() {}

    /** Ends what {@link #start()} began. */
    default void close() {}

    @Override
    default List<Health> health() {
        return List.of();
    }
}
