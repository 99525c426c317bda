package slipstream.alerting.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import slipstream.alerting.dispatch.ToldKey;
import slipstream.contract.health.Health;

class StatePublisherTest {
    private static final ToldKey KEY = new ToldKey("team/webhook[0]", "{}:{}");

    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final StatePublisher publisher = new StatePublisher(broker, InstantSource.system());

    @Test
    void whatWasGivenIsCommitted_whenItIsSaidToBeSafe() throws InterruptedException {
        publisher.begin();
        try {
            publisher.settled(KEY);
            publisher.awaitSafe();

            assertThat(broker.history()).hasSize(1);
            assertThat(broker.commitCount()).isEqualTo(1);
        } finally {
            publisher.close();
        }
    }

    @Test
    void onlyTheFirstWaits_whileTheBrokerIsAway() throws InterruptedException {
        broker.commitTransactionException = new TimeoutException("the broker is away");
        publisher.begin();
        try {
            publisher.settled(KEY);
            publisher.awaitSafe();
            long begin = System.nanoTime();
            publisher.settled(KEY);
            publisher.awaitSafe();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
            assertThat(broker.commitCount()).isZero();

            broker.commitTransactionException = null;
            await().until(() -> broker.commitCount() > 0);
            publisher.settled(KEY);
            publisher.awaitSafe();
            assertThat(publisher.health()).extracting(Health::state).isEqualTo(List.of(Health.State.UP));
        } finally {
            publisher.close();
        }
    }
}
