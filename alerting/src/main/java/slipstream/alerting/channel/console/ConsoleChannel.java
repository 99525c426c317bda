package slipstream.alerting.channel.console;

import java.io.PrintStream;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.contract.event.AlertEvent;

/** Prints one line for each alert. */
final class ConsoleChannel implements Channel {
    private final PrintStream out;
    private final boolean colour;

    ConsoleChannel(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    @Override
    public String kind() {
        return ConsoleSettings.KIND;
    }

    @Override
    public String target() {
        return "the console";
    }

    @Override
    public Delivery deliver(Message message) {
        for (AlertEvent event : message.group().events()) {
            String line = AlertLine.of(event);
            out.println(colour ? AlertLine.coloured(event, line) : line);
        }
        // checkError also flushes, and never recovers: there is no point in trying a closed stream again.
        return out.checkError()
                ? new Delivery.Rejected(DeliveryReason.OUTPUT_CLOSED, "the console cannot be written to")
                : new Delivery.Delivered("");
    }
}
