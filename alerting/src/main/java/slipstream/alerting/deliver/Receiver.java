package slipstream.alerting.deliver;

import java.util.Objects;
import slipstream.alerting.channel.Channel;

/**
 * Somebody to be told, over one channel.
 *
 * @param id unique, for example {@code team-shop/webhook[0]}; part of the idempotency key, so a change of it is a new receiver
 * @param name the receiver's name in the configuration
 */
public record Receiver(String id, String name, boolean sendResolved, Channel channel) {
    public Receiver {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(channel, "channel");
    }
}
