package slipstream.alerting.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
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

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
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
        assertThat(producer.history()).singleElement().satisfies(record -> assertThat(record.value()).isNull());
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
