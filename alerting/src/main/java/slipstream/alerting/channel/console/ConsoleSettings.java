package slipstream.alerting.channel.console;

import java.io.PrintStream;
import java.util.Objects;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;

/** The console that is always told, whatever else is configured. */
public record ConsoleSettings(PrintStream out, boolean colour) implements ChannelSettings {
    static final String KIND = "console";

    public ConsoleSettings {
        Objects.requireNonNull(out, "out");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean sendResolved() {
        return true;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new ConsoleChannel(out, colour);
    }
}
