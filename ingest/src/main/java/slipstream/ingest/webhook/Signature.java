package slipstream.ingest.webhook;

import java.time.Instant;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;

/** A way in which senders prove that a webhook is theirs. Thread-safe. */
interface Signature {
    /**
     * Verifies a webhook.
     *
     * @param body exactly as it came
     * @return what names this message, the same each time that it is sent again
     * @throws RefusedException 401 when it is not proven; it does not say what would have been right
     */
    String verify(RequestHead head, byte[] body, Instant now) throws RefusedException;

    /** Not proven. */
    static RefusedException unproven(String message) {
        return new RefusedException(Refusal.of(401, "bad_signature", message));
    }
}
