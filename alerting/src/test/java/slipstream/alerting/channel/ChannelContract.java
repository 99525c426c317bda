package slipstream.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.group.AlertGroup;

/** What holds for every channel. Each channel's own test extends it and supplies receivers, good and bad. */
public abstract class ChannelContract {
    /** A channel whose receiver takes what it gets. */
    protected abstract Channel toGoodReceiver() throws IOException;

    /** A channel whose receiver cannot take anything at the moment, or for ever. */
    protected abstract Channel toBadReceiver() throws IOException;

    /** What the good receiver got, one text for each notification. */
    protected abstract List<String> received();

    @Test
    void confirmsWhatTheReceiverTook() throws Exception {
        Channel channel = toGoodReceiver();

        Delivery delivery = channel.deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "key"));

        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(delivery.reason()).isEqualTo(DeliveryReason.ACCEPTED);
    }

    @Test
    void saysWhetherTheAlertFiresOrIsOver() throws Exception {
        Channel channel = toGoodReceiver();

        channel.deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "a"));
        channel.deliver(new Message(AlertGroup.ofOne(Alerts.resolved()), "b"));

        assertThat(received()).hasSize(2);
        assertThat(received().get(0)).containsIgnoringCase("firing").doesNotContainIgnoringCase("resolved");
        assertThat(received().get(1)).containsIgnoringCase("resolved").doesNotContainIgnoringCase("firing");
    }

    @Test
    void namesTheObjectiveAndItsSeverity() throws Exception {
        toGoodReceiver().deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "key"));

        assertThat(received()).singleElement().asString().contains("checkout-availability", "page");
    }

    @Test
    void failureIsAValue_notAnException() throws Exception {
        Delivery delivery = toBadReceiver().deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "key"));

        assertThat(delivery).isNotInstanceOf(Delivery.Delivered.class);
        assertThat(delivery.reason()).isNotEqualTo(DeliveryReason.ACCEPTED);
        assertThat(delivery.detail()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void kindIsOneLowerCaseWord_fitForAMetric() throws Exception {
        assertThat(toGoodReceiver().kind()).matches("[a-z][a-z0-9]*");
        assertThat(toGoodReceiver().target()).isNotBlank();
    }

    @Test
    void kindIsThatOfItsSettings() throws Exception {
        assertThat(toGoodReceiver().kind()).isEqualTo(toBadReceiver().kind());
    }
}
