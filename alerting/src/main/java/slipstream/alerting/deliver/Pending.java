package slipstream.alerting.deliver;

import java.time.Instant;
import java.util.Objects;
import slipstream.alerting.channel.Message;

/**
 * What a receiver is still to be told about one group.
 *
 * @param receiver the id of the receiver
 * @param since wall time from which this group has been waiting to be told; kept when a newer message takes an older one's place
 */
public record Pending(String receiver, Message message, Instant since) {
    public Pending {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(since, "since");
    }

    /** The key of the group; a receiver is told about one group in order, and about different ones independently. */
    public String groupKey() {
        return message.group().groupKey();
    }
}
