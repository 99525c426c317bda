package slipstream.alerting.channel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelContract;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;

class ConsoleChannelTest extends ChannelContract {
    private static final Surroundings HERE =
            new Surroundings("console", "http://127.0.0.1:8080", "Slipstream/test", InstantSource.system());

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Override
    protected Channel toGoodReceiver() {
        return new ConsoleSettings(new PrintStream(screen, true, StandardCharsets.UTF_8), false).open(HERE);
    }

    @Override
    protected Channel toBadReceiver() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the pipe is broken");
            }
        };
        return new ConsoleSettings(new PrintStream(broken, true, StandardCharsets.UTF_8), false).open(HERE);
    }

    @Override
    protected List<String> received() {
        return screen.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void closedConsoleIsNotTriedAgain() throws Exception {
        Delivery delivery = toBadReceiver().deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "key"));

        assertThat(delivery).isInstanceOf(Delivery.Rejected.class);
        assertThat(delivery.reason()).isEqualTo(DeliveryReason.OUTPUT_CLOSED);
    }

    @Test
    void linesAreColouredOnlyWhenAskedFor() throws Exception {
        toGoodReceiver().deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "key"));
        new ConsoleSettings(new PrintStream(screen, true, StandardCharsets.UTF_8), true)
                .open(HERE)
                .deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "key"));

        assertThat(received().get(0)).doesNotContain("\u001B");
        assertThat(received().get(1)).startsWith("\u001B[31mALERT firing").endsWith("\u001B[0m");
    }
}
