package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.contract.event.Notification;
import slipstream.contract.health.Health;
import slipstream.contract.topic.Topics;

class NotificationPublisherTest {
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final ManualClock clock = new ManualClock(Alerts.T0);
    private final NotificationPublisher publisher = new NotificationPublisher(producer, clock);
    private final AtomicInteger confirmed = new AtomicInteger();

    @Test
    void decisionIsKeyedByTheAlert_andConfirmedByTheBrokerAlone() {
        publisher.record(decision(), confirmed::incrementAndGet);
        int before = confirmed.get();

        producer.completeNext();

        assertThat(before).isZero();
        assertThat(confirmed).hasValue(1);
        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("slipstream.notifications");
            assertThat(record.key()).isEqualTo(Alerts.firing().fingerprint());
            Notification read = Topics.NOTIFICATIONS.value().deserializer().deserialize(record.topic(), record.value());
            assertThat(read).isEqualTo(decision());
        });
    }

    @Test
    void firstLossIsKept_andTurnsHealthRed() {
        publisher.record(decision(), confirmed::incrementAndGet);
        publisher.record(decision(), confirmed::incrementAndGet);

        producer.errorNext(new RecordTooLargeException("first"));
        producer.errorNext(new RecordTooLargeException("second"));

        assertThat(confirmed).hasValue(0);
        assertThat(publisher.failure()).get().asString().contains("first");
        assertThat(publisher.health().get(0).state()).isEqualTo(Health.State.DOWN);
    }

    @Test
    void healthSaysThatTheBrokerIsSlow_afterHalfAMinute() {
        publisher.record(decision(), confirmed::incrementAndGet);
        clock.pass(Duration.ofSeconds(30));
        Health.State before = publisher.health().get(0).state();
        clock.pass(Duration.ofMillis(1));
        Health slow = publisher.health().get(0);

        producer.completeNext();

        assertThat(before).isEqualTo(Health.State.UP);
        assertThat(slow.state()).isEqualTo(Health.State.WAITING);
        assertThat(slow.reason()).contains("1 decisions wait", Alerts.T0.toString());
        assertThat(publisher.health().get(0).state()).isEqualTo(Health.State.UP);
    }

    private static Notification decision() {
        Receiver receiver = new Receiver("a/recording[0]", "a", true, new RecordingChannel());
        Pending pending = Pending.of(Alerts.firing(), new CountingProgress(), Alerts.T0);
        return new DecisionRecord(
                        receiver,
                        pending,
                        Notification.Decision.DELIVERED,
                        DeliveryReason.ACCEPTED,
                        "HTTP 200",
                        Alerts.T0)
                .toNotification("http://127.0.0.1:8080");
    }
}
