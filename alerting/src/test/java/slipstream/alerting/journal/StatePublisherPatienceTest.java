package slipstream.alerting.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.dispatch.ToldKey;

/** How long somebody waits until what he said is safe. */
class StatePublisherPatienceTest {
    private static final ToldKey KEY = new ToldKey("team/webhook[0]", "{}:{}");

    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final StatePublisher publisher = new StatePublisher(broker, InstantSource.system());

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void whatWasGivenIsCommitted_whenItIsSaidToBeSafe() throws InterruptedException {
        publisher.begin();

        publisher.settled(KEY);
        publisher.awaitSafe();

        assertThat(broker.commitCount()).isEqualTo(1);
    }

    @Test
    void onlyTheFirstWaits_whileTheBrokerIsAway() throws InterruptedException {
        broker.commitTransactionException = new TimeoutException("the broker is away");
        publisher.begin();
        publisher.settled(KEY);
        publisher.awaitSafe();

        long begin = System.nanoTime();
        publisher.settled(KEY);
        publisher.awaitSafe();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
        assertThat(broker.commitCount()).isZero();
    }

    @Test
    void everybodyWaitsAgain_whenTheBrokerIsBack() throws InterruptedException {
        broker.commitTransactionException = new TimeoutException("the broker is away");
        publisher.begin();
        publisher.settled(KEY);
        publisher.awaitSafe();
        broker.commitTransactionException = null;
        await().until(() -> publisher.health().get(0).reason().equals("1 records written"));
        long before = broker.commitCount();

        publisher.settled(KEY);
        publisher.awaitSafe();

        assertThat(broker.commitCount()).isGreaterThan(before);
    }
}
