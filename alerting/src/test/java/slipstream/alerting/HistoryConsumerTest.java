package slipstream.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.alerting.deliver.Dedup;
import slipstream.contract.event.Notification;

@Timeout(10)
class HistoryConsumerTest {
    @Test
    void everythingUpToTheEndIsRead_andWhatIsNoNotificationIsLeftOut() {
        MockConsumer<byte[], byte[]> topic = TopicFakes.history(
                TopicFakes.json(decision("a")), TopicFakes.text("garbage"), jsonNull(), TopicFakes.json(decision("b")));
        HistoryConsumer history = new HistoryConsumer(topic, new Dedup());

        boolean reached = history.catchUp(() -> false);

        assertThat(reached).isTrue();
        assertThat(topic.position(TopicFakes.notifications(0))).isEqualTo(4);
    }

    @Test
    void secondReadingGoesOnWhereTheFirstEnded() {
        MockConsumer<byte[], byte[]> topic = TopicFakes.history(TopicFakes.json(decision("a")));
        HistoryConsumer history = new HistoryConsumer(topic, new Dedup());
        history.catchUp(() -> false);
        TopicFakes.append(topic, 1, TopicFakes.json(decision("b")));

        boolean reached = history.catchUp(() -> false);

        assertThat(reached).isTrue();
        assertThat(topic.position(TopicFakes.notifications(0))).isEqualTo(2);
    }

    @Test
    void absentTopicIsNotTheEnd() {
        assertThat(new HistoryConsumer(TopicFakes.consumer(), new Dedup()).catchUp(() -> false))
                .isFalse();
    }

    @Test
    void absentBrokerIsNotTheEnd() {
        MockConsumer<byte[], byte[]> topic = TopicFakes.history(TopicFakes.json(decision("a")));
        topic.setPollException(new TimeoutException("no answer"));

        assertThat(new HistoryConsumer(topic, new Dedup()).catchUp(() -> false)).isFalse();
    }

    @Test
    void readingStops_whenToldTo() {
        List<Boolean> asked = new ArrayList<>();
        MockConsumer<byte[], byte[]> topic = TopicFakes.history();
        topic.updateEndOffsets(Map.of(TopicFakes.notifications(0), 100L));

        boolean reached = new HistoryConsumer(topic, new Dedup()).catchUp(() -> asked.add(true) && asked.size() > 2);

        assertThat(reached).isFalse();
        assertThat(asked).hasSize(3);
    }

    private static byte[] jsonNull() {
        return TopicFakes.text("null");
    }

    private static Notification decision(String key) {
        return new Notification(
                "team-shop",
                "firing",
                List.of(),
                "first notification",
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                "http://127.0.0.1:8080",
                "4",
                "{}:{}",
                0,
                Notification.Decision.DELIVERED,
                "accepted",
                1,
                Alerts.T0,
                key);
    }
}
