package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.Objects;
import slipstream.alerting.channel.Message;
import slipstream.alerting.deliver.Pending;

/**
 * A message that is to be told and has not been.
 *
 * @param content what the receiver will have been told then
 * @param reason why, in Alertmanager's words
 * @param note why this receiver hears of it, beyond the routes; may be empty
 * @param action whether the receiver is to do something, once, and so hears neither more of it nor of the end
 */
public record Plan(Told content, String idempotencyKey, String reason, String note, Instant since, boolean action) {
    public Plan {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(since, "since");
    }

    public ToldKey key() {
        return content.key();
    }

    Pending pending(Message message) {
        return new Pending(key().receiver(), message, since);
    }
}
