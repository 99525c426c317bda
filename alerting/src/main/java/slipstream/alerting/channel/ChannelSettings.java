package slipstream.alerting.channel;

import java.time.InstantSource;
import java.util.Objects;

/** What a configuration file says about one channel of a receiver; immutable, and masked when printed. */
public interface ChannelSettings {
    /** As {@link Channel#kind()}. */
    String kind();

    /** Whether the receiver is also told that an alert is over. */
    boolean sendResolved();

    /** Makes the channel ready for use; it connects to nothing yet. */
    Channel open(Surroundings surroundings);

    /**
     * What every channel may need to know of the process it runs in.
     *
     * @param receiver the receiver's name in the configuration
     * @param externalUrl where people find Slipstream; receivers link to it
     * @param userAgent how we introduce ourselves
     */
    record Surroundings(String receiver, String externalUrl, String userAgent, InstantSource clock) {
        public Surroundings {
            Objects.requireNonNull(receiver, "receiver");
            Objects.requireNonNull(externalUrl, "externalUrl");
            Objects.requireNonNull(userAgent, "userAgent");
            Objects.requireNonNull(clock, "clock");
        }
    }
}
