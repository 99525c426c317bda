package slipstream.alerting.deliver;

import java.time.Duration;
import java.util.Objects;
import slipstream.alerting.channel.Channel;

/**
 * Somebody to be told, over one channel.
 *
 * @param id unique, for example {@code team-shop/webhook[0]}; part of the idempotency key, so a change of it is a new receiver
 * @param name the receiver's name in the configuration
 * @param limits how often and for how long it is called
 */
public record Receiver(String id, String name, boolean sendResolved, Channel channel, Limits limits) {
    public Receiver {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(limits, "limits");
    }

    /** A receiver that may be called as often as there is something to say. */
    public Receiver(String id, String name, boolean sendResolved, Channel channel) {
        this(id, name, sendResolved, channel, Limits.NONE);
    }

    /**
     * How often and for how long a receiver is called.
     *
     * @param per the time after which one more call is allowed; zero for no limit
     * @param burst calls that are allowed at once, at least one
     * @param digest whether what has to wait is folded into one message
     * @param timeToLive how long a message is still worth delivering
     * @param keepsAll whether each message is told, in order, rather than the newest about a group
     */
    public record Limits(Duration per, int burst, boolean digest, Duration timeToLive, boolean keepsAll) {
        /** A day: a receiver that was away over night still gets everything (reliability promise R9). */
        public static final Duration DAY = Duration.ofDays(1);

        public static final Limits NONE = new Limits(Duration.ZERO, 1, false, DAY, false);

        /** Nothing is left out. */
        public static final Limits EVERYTHING = new Limits(Duration.ZERO, 1, false, DAY, true);

        public Limits {
            Objects.requireNonNull(per, "per");
            Objects.requireNonNull(timeToLive, "timeToLive");
            if (burst < 1) {
                throw new IllegalArgumentException("a burst is at least one call");
            }
        }
    }
}
