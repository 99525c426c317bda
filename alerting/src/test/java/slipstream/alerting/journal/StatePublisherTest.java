package slipstream.alerting.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.dispatch.Told;
import slipstream.alerting.dispatch.ToldKey;
import slipstream.contract.health.Health;
import slipstream.contract.topic.Topics;

class StatePublisherTest {
    private static final ToldKey KEY = new ToldKey("team/slack[0]", "{}:{service=\"shop\"}");

    private final UnansweredProducer producer = new UnansweredProducer();
    private final StatePublisher publisher = new StatePublisher(producer, new ManualClock(Alerts.T0));

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void stateIsWrittenInATransaction_underAKeyThatSaysWhatItIs() {
        publisher.begin();
        publisher.told(told(Alerts.T0));

        await().until(() -> producer.commitCount() == 1);
        ProducerRecord<String, byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo(Topics.ALERTING_RECORDS.name());
        assertThat(record.key()).isEqualTo("[\"told\",\"team/slack[0]\",\"{}:{service=\\\"shop\\\"}\"]");
    }

    @Test
    void ofWhatWaitsOnlyTheLastOfEachKeyIsWritten() {
        publisher.told(told(Alerts.T0));
        publisher.told(told(Alerts.T0.plusSeconds(1)));
        publisher.forgotten(KEY);
        publisher.begin();

        await().until(() -> producer.commitCount() == 1);
        assertThat(producer.history())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void whatIsLeftIsWrittenAtTheEnd() {
        publisher.begin();
        publisher.told(told(Alerts.T0));
        publisher.close();

        assertThat(producer.commitCount()).isOne();
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void whenAnotherProcessHasTakenOver_nothingMoreIsWritten_andItIsSaid() {
        publisher.begin();
        producer.commitTransactionException = new ProducerFencedException("another one");
        publisher.told(told(Alerts.T0));

        await().until(() -> publisher.failure().isPresent());
        assertThat(publisher.health()).extracting(Health::state).isEqualTo(List.of(Health.State.DOWN));
    }

    @Test
    void commitWithoutAnswerIsAskedForAgain_andNothingElseIs() {
        publisher.begin();
        producer.unanswered.set(2);
        publisher.told(told(Alerts.T0));

        await().until(() -> producer.commitCount() == 1);
        assertThat(producer.history()).hasSize(1);
        assertThat(publisher.failure()).isEmpty();
    }

    /** As Kafka's own: after a commit that timed out nothing but the same commit is possible. */
    private static final class UnansweredProducer extends MockProducer<String, byte[]> {
        private final AtomicInteger unanswered = new AtomicInteger();
        private final AtomicBoolean isInDoubt = new AtomicBoolean();

        private UnansweredProducer() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            isInDoubt.set(unanswered.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
            if (isInDoubt.get()) {
                throw new TimeoutException("Timeout expired after 60000ms while awaiting EndTxn(true)");
            }
            super.commitTransaction();
        }

        @Override
        public void abortTransaction() {
            if (isInDoubt.get()) {
                throw new IllegalStateException("Cannot attempt operation `abortTransaction` because the previous call"
                        + " to `commitTransaction` timed out and must be retried");
            }
            super.abortTransaction();
        }
    }

    private static Told told(Instant at) {
        return new Told(
                KEY,
                new TreeMap<>(Map.of("service", "shop")),
                at,
                new TreeMap<>(Map.of("a", at)),
                new TreeMap<>(),
                new TreeMap<>(),
                false);
    }
}
