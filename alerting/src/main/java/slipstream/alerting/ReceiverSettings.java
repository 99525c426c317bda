package slipstream.alerting;

import java.util.List;
import java.util.Objects;
import slipstream.alerting.channel.ChannelSettings;

/** A receiver of the configuration: a name and the channels over which it is told. */
public record ReceiverSettings(String name, List<ChannelSettings> channels) {
    public ReceiverSettings {
        Objects.requireNonNull(name, "name");
        channels = List.copyOf(channels);
    }
}
