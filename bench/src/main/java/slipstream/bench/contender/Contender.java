package slipstream.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that is measured, in a JVM of its own. A round is {@link #prepare}, {@link #begin}, {@link #end}; only what happens from the
 * second on is measured, until the third is asked for. One round at a time.
 */
public interface Contender {
    /** Gets ready for a round. */
    void prepare(JsonNode arguments) throws Exception;

    /** Does the work, or starts it when it goes on in other threads. */
    void begin() throws Exception;

    /** How many bytes its producers have sent since {@link #begin}, the protocol included. */
    default long producedBytes() {
        return 0;
    }

    /** Tells what came out, for whoever knows the truth; not measured. */
    JsonNode evidence() throws Exception;

    /** Stops what {@link #begin} has started. */
    void end() throws Exception;
}
