package slipstream.alerting.dispatch;

import java.util.Objects;

/**
 * One receiver and one group.
 *
 * @param receiver the id of the receiver, with its channel
 */
public record ToldKey(String receiver, String groupKey) {
    public ToldKey {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(groupKey, "groupKey");
    }
}
