package slipstream.alerting.deliver;

import java.util.List;
import slipstream.alerting.channel.Message;

/**
 * One attempt to tell a receiver something: usually one message, or several that are folded into one.
 *
 * @param parts at least one
 * @param number how often the first of them has been tried, this time included
 */
public record Attempt(List<Pending> parts, int number) {
    public Attempt {
        parts = List.copyOf(parts);
    }

    /** What is sent. */
    Message message() {
        return parts.size() == 1 ? parts.get(0).message() : Digest.of(parts);
    }
}
