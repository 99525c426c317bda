package slipstream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

/** What becomes of batches that are too large for one request to Kafka. */
class LargeBatchTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final ObservationPublisher publisher = new ObservationPublisher(kafka, registry);

    @Test
    void restOfASplitBatchIsNotSent_whenItsBeginningWasNotTaken() {
        kafka.sendException = new TimeoutException("no room");

        CompletableFuture<Void> outcome = publisher.publish("file", Requests.of(100, "/" + "x".repeat(16_000)));

        assertThat(outcome).isCompletedExceptionally();
        assertThat(kafka.history()).isEmpty();
        assertThat(count("failed")).isEqualTo(100);
    }

    @Test
    void batchTooLargeForOneRequestIsSplitInOrder() throws Exception {
        List<RequestObservation> batch = Requests.of(100, "/" + "x".repeat(16_000));

        CompletableFuture<Void> outcome = publisher.publish("file", batch);

        assertThat(kafka.history()).hasSizeGreaterThan(1);
        List<Observation> sent = new ArrayList<>();
        ObservationCodec codec = new ObservationCodec(TimeBounds.event(InstantSource.system()));
        for (ProducerRecord<String, byte[]> record : kafka.history()) {
            assertThat(record.value()).hasSizeLessThan(ObservationPublisher.MAX_REQUEST_BYTES);
            for (String line : new String(record.value(), StandardCharsets.UTF_8).split("\n", -1)) {
                byte[] json = line.getBytes(StandardCharsets.UTF_8);
                sent.add(codec.read(json, 0, json.length));
            }
            assertThat(outcome).isNotDone();
            kafka.completeNext();
        }
        assertThat(sent).isEqualTo(batch);
        assertThat(outcome).isCompleted();
        assertThat(count("received")).isEqualTo(100);
        assertThat(count("accepted")).isEqualTo(100);
    }

    private double count(String name) {
        return registry.get("slipstream.ingest." + name)
                .tag("entry", "file")
                .counter()
                .count();
    }
}
