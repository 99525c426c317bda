package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.health.Health;

class ReceiversTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void everyReceiverIsAPartOfTheHealth_andHasAQueue() throws Exception {
        Receivers receivers = receivers(new RecordingChannel(), new RecordingChannel());

        assertThat(receivers.health())
                .extracting(Health::part)
                .containsExactly("receiver team/recording[0]", "receiver team/recording[1]");
        assertThat(meters.get(DeliveryMetrics.QUEUE).gauges()).hasSize(2);
        assertThat(receivers.named("team")).hasSize(2);
        assertThat(receivers.named("nobody")).isEmpty();
        receivers.start();
        receivers.close(Duration.ofSeconds(5));
        assertThat(meters.find(DeliveryMetrics.QUEUE).gauges()).isEmpty();
    }

    @Test
    void oneWhoDoesNotAnswerDelaysNoOther() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        RecordingChannel quick = new RecordingChannel();
        Receivers receivers = receivers(new SlowChannel(goOn), quick);
        receivers.start();

        receivers.put(pending("team/recording[0]"));
        receivers.put(pending("team/recording[1]"));

        await().until(() -> quick.calls().size() == 1);
        goOn.countDown();
        receivers.close(Duration.ofSeconds(5));
    }

    @Test
    void attemptUnderWayMayFinish_andNothingNewIsBegun() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        SlowChannel slow = new SlowChannel(goOn);
        Receivers receivers = receivers(slow, new RecordingChannel());
        receivers.start();
        receivers.put(pending("team/recording[0]"));
        slow.begun.await();

        Thread closing = new Thread(() -> {
            try {
                receivers.close(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        closing.start();
        goOn.countDown();
        closing.join();

        assertThat(meters.get(DeliveryMetrics.NOTIFICATIONS)
                        .tag("decision", "delivered")
                        .counter()
                        .count())
                .isOne();
    }

    private Receivers receivers(Channel one, Channel other) {
        return new Receivers(
                List.of(
                        new Receiver("team/recording[0]", "team", true, one),
                        new Receiver("team/recording[1]", "team", true, other)),
                new Ignored(),
                InstantSource.system(),
                meters);
    }

    private static Pending pending(String receiver) {
        return new Pending(receiver, new Message(AlertGroup.ofOne(Alerts.firing()), "key"), Alerts.T0);
    }

    /** Answers when it is told to. */
    private static final class SlowChannel implements Channel {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn;

        private SlowChannel(CountDownLatch goOn) {
            this.goOn = goOn;
        }

        @Override
        public String kind() {
            return "slow";
        }

        @Override
        public String target() {
            return "nowhere";
        }

        @Override
        public Delivery deliver(Message message) throws InterruptedException {
            begun.countDown();
            goOn.await();
            return new Delivery.Delivered("");
        }
    }

    private static final class Ignored implements Outcomes {
        @Override
        public void delivered(Receiver receiver, Attempt told, Delivery.Delivered answer) {
            assertThat(told.parts()).isNotEmpty();
        }

        @Override
        public void gaveUp(Receiver receiver, Attempt untold, Delivery answer, boolean expired) {
            throw new AssertionError("nothing is given up here");
        }
    }
}
