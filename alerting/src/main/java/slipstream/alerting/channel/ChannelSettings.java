package slipstream.alerting.channel;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.http.AddressPolicy;
import slipstream.alerting.template.Templates;

/** What a configuration file says about one channel of a receiver; immutable, and masked when printed. */
public interface ChannelSettings {
    /** As {@link Channel#kind()}. */
    String kind();

    /** Whether the receiver is also told that an alert is over. */
    boolean sendResolved();

    /**
     * The same account, telling one person; empty when the channel needs something else than these to reach somebody.
     *
     * @param phone in E.164 form
     */
    default Optional<ChannelSettings> forPerson(Optional<String> phone, Optional<String> email) {
        return Optional.empty();
    }

    /** Names such as {@code @oncall:web} that it is to tell, and whose telephones {@link Directory} knows. */
    default List<String> toWhoeverIs() {
        return List.of();
    }

    /** Makes the channel ready for use; it connects to nothing yet. */
    Channel open(Surroundings surroundings);

    /**
     * What every channel may need to know of the process it runs in.
     *
     * @param receiver the receiver's name in the configuration
     * @param externalUrl where people find Slipstream; receivers link to it
     * @param userAgent how we introduce ourselves
     * @param templates what texts of the configuration may call by name
     * @param addresses where receivers may be
     * @param directory whose telephones ring for whoever is on call
     */
    record Surroundings(
            String receiver,
            String externalUrl,
            String userAgent,
            InstantSource clock,
            Templates templates,
            AddressPolicy addresses,
            Directory directory) {
        public Surroundings {
            Objects.requireNonNull(receiver, "receiver");
            Objects.requireNonNull(externalUrl, "externalUrl");
            Objects.requireNonNull(userAgent, "userAgent");
            Objects.requireNonNull(clock, "clock");
            Objects.requireNonNull(templates, "templates");
            Objects.requireNonNull(addresses, "addresses");
            Objects.requireNonNull(directory, "directory");
        }

        /** With our own templates alone, and receivers wherever the operator's file says. */
        public Surroundings(String receiver, String externalUrl, String userAgent, InstantSource clock) {
            this(
                    receiver,
                    externalUrl,
                    userAgent,
                    clock,
                    Templates.standard(clock),
                    AddressPolicy.PRIVATE_ALLOWED,
                    Directory.NOBODY);
        }
    }
}
