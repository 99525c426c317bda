package slipstream.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.contract.document.Problems;

/** Channels as an {@code alertmanager.yml} gives them. */
public final class Receivers {
    private Receivers() {}

    /** The one channel of the one receiver of a file, ready for use. */
    public static Channel open(String channelKey, String entry) throws IOException {
        return settings(channelKey, entry)
                .open(new Surroundings(
                        "team-shop", "http://127.0.0.1:8080", "Slipstream/9.9", new ManualClock(Alerts.T0)));
    }

    /** What the one entry of the one receiver of a file says; the entry is in YAML's flow style. */
    public static ChannelSettings settings(String channelKey, String entry) throws IOException {
        Problems problems = new Problems();
        AlertingSettings settings = read(
                "route: {receiver: team-shop}\nreceivers: [{name: team-shop, " + channelKey + ": [" + entry + "]}]\n",
                problems);
        assertThat(problems.all()).isEmpty();
        return settings.receivers().get(0).channels().get(0);
    }

    /** What a whole file says. */
    public static AlertingSettings read(String yaml, Problems problems) throws IOException {
        Path folder = Files.createTempDirectory("receivers");
        Path file = folder.resolve(AlertingSettings.FILE);
        Files.writeString(file, yaml);
        try {
            return AlertingSettings.read(folder, problems);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }
}
