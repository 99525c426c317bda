package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.health.Health;

class ReceiverWorkerTest {
    private static final Delivery AGAIN = new Delivery.Retry(DeliveryReason.SERVER_ERROR, "HTTP 500");

    private final ManualClock clock = new ManualClock(Alerts.T0);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingChannel channel = new RecordingChannel();
    private final List<String> outcomes = new ArrayList<>();
    private final ReceiverWorker worker = worker(Receiver.Limits.NONE);

    @Test
    void whatWasConfirmedIsReported() throws Exception {
        worker.put(pending("key"));

        assertThat(worker.step()).isTrue();
        assertThat(worker.step()).isFalse();
        assertThat(outcomes).containsExactly("delivered key 1");
        assertThat(worker.health().state()).isEqualTo(Health.State.UP);
        assertThat(meters.get(DeliveryMetrics.NOTIFICATIONS)
                        .tag("decision", "delivered")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void whatFailedIsTriedAgain_withTheSameKey() throws Exception {
        channel.answer(AGAIN, 3);
        worker.put(pending("key"));

        tryFor(Duration.ofMinutes(1));

        assertThat(channel.calls())
                .hasSize(4)
                .allMatch(call -> call.idempotencyKey().equals("key"));
        assertThat(outcomes).containsExactly("delivered key 4");
    }

    @Test
    void whatNobodyTakesForADayIsGivenUp() throws Exception {
        channel.answer(AGAIN, 1_000_000);
        worker.put(pending("key"));

        tryFor(Duration.ofHours(23));
        assertThat(outcomes).isEmpty();
        tryFor(Duration.ofHours(2));

        assertThat(outcomes).singleElement().asString().startsWith("expired key ");
        assertThat(worker.health().state()).isEqualTo(Health.State.WAITING);
    }

    @Test
    void whatTheReceiverWillNeverTakeIsGivenUpAtOnce() throws Exception {
        channel.answer(new Delivery.Rejected(DeliveryReason.REFUSED, "HTTP 400"), 1);
        worker.put(pending("key"));

        worker.step();

        assertThat(outcomes).containsExactly("rejected key 1");
        assertThat(worker.size()).isZero();
    }

    @Test
    void wishToBeLeftAloneIsKept() throws Exception {
        channel.answer(new Delivery.Retry(DeliveryReason.BUSY, "HTTP 429", Optional.of(Duration.ofMinutes(5))), 1);
        worker.put(pending("key"));

        worker.step();
        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(worker.step()).isFalse();
        clock.pass(Duration.ofMillis(1));
        assertThat(worker.step()).isTrue();
    }

    private void tryFor(Duration time) throws InterruptedException {
        for (long passed = 0; passed < time.toMillis(); passed += 500) {
            while (worker.step()) {
                // The next one.
            }
            clock.pass(Duration.ofMillis(500));
        }
    }

    private ReceiverWorker worker(Receiver.Limits limits) {
        Receiver receiver = new Receiver("team/recording[0]", "team", true, channel, limits);
        return new ReceiverWorker(receiver, new Recorded(), clock, new DeliveryMetrics(meters), new Random(1));
    }

    private Pending pending(String key) {
        return new Pending("team/recording[0]", new Message(AlertGroup.ofOne(Alerts.firing()), key), clock.instant());
    }

    private final class Recorded implements Outcomes {
        @Override
        public void delivered(Receiver receiver, Attempt told, Delivery.Delivered answer) {
            outcomes.add("delivered " + told.message().idempotencyKey() + " " + told.number());
        }

        @Override
        public void gaveUp(Receiver receiver, Attempt untold, Delivery answer, boolean expired) {
            outcomes.add(
                    (expired ? "expired " : "rejected ") + untold.message().idempotencyKey() + " " + untold.number());
        }
    }
}
