package slipstream.bench.load;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.topic.Topics;
import slipstream.ingest.publish.ObservationPublisher;

/** Puts requests on a topic, and shows each to whoever counts the truth. */
public final class Producing {
    private static final String ENTRY = "bench";

    private Producing() {}

    /**
     * Puts all of a workload on the observations with the product's own publisher.
     *
     * @param kafka how to reach the cluster
     * @param batch how many observations of one source travel in a record
     * @param seen is shown each request
     */
    public static void observations(
            Map<String, Object> kafka, Workload workload, int batch, Consumer<RequestObservation> seen) {
        Map<String, List<RequestObservation>> waiting = new HashMap<>();
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (ObservationPublisher publisher = new ObservationPublisher(kafka, new SimpleMeterRegistry())) {
            workload.forEach(request -> {
                seen.accept(request);
                List<RequestObservation> together =
                        waiting.computeIfAbsent(request.origin().source(), source -> new ArrayList<>());
                together.add(request);
                if (together.size() == batch) {
                    publisher.publish(ENTRY, together).whenComplete((done, failed) -> note(failure, failed));
                    together.clear();
                }
            });
            waiting.values().stream()
                    .filter(rest -> !rest.isEmpty())
                    .forEach(rest ->
                            publisher.publish(ENTRY, rest).whenComplete((done, failed) -> note(failure, failed)));
            publisher.flush();
        }
        throwIfAny(failure, Topics.OBSERVATIONS.name());
    }

    /**
     * Puts all of a workload on a topic of another program's: the same JSON, one a record, the time of the event as the time of the
     * record.
     */
    public static void records(
            Map<String, Object> kafka, String topic, Workload workload, Consumer<RequestObservation> seen) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            workload.forEach(request -> {
                seen.accept(request);
                producer.send(
                        new ProducerRecord<>(
                                topic,
                                null,
                                request.timeMillis(),
                                request.origin().source(),
                                ObservationCodec.write(List.of(request))),
                        (where, failed) -> note(failure, failed));
            });
            producer.flush();
        }
        throwIfAny(failure, topic);
    }

    private static void note(AtomicReference<Exception> failure, Throwable failed) {
        if (failed != null) {
            failure.compareAndSet(null, failed instanceof Exception e ? e : new IllegalStateException(failed));
        }
    }

    private static void throwIfAny(AtomicReference<Exception> failure, String topic) {
        if (failure.get() != null) {
            throw new IllegalStateException(
                    "not everything could be put on " + topic + ": "
                            + failure.get().getMessage(),
                    failure.get());
        }
    }
}
