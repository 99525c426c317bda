package slipstream.ingest.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectReason;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.contract.topic.DeadLetterHeaders;
import slipstream.contract.topic.Topics;

/**
 * The only producer of the module: observations become records on the observations topic, keyed by source, and what cannot be
 * counted goes to the dead letters.
 *
 * <p>A record that has been handed over stays in line until the broker takes it, however long that lasts. Were it given up after
 * a while, its successors of the same source could get through before it is tried again, and the high-water mark downstream would
 * take the second try for a resend and leave it out. Waiting instead fills the buffer, and then {@link #publish} blocks.
 * Thread-safe.
 */
public final class ObservationPublisher implements ObservationSink, HealthSource, AutoCloseable {
    /** How long {@link #publish} waits for room before it fails; the record was then not handed over. */
    static final Duration MAX_BLOCK = Duration.ofMinutes(1);

    static final int MAX_REQUEST_BYTES = 1024 * 1024;

    /** Room for key and headers in a request. */
    private static final int MAX_VALUE_BYTES = MAX_REQUEST_BYTES - 16 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final MeterRegistry registry;
    private final Map<String, EntryCounters> counters = new ConcurrentHashMap<>();
    private volatile String lastFailure = "";
    private volatile boolean misconfigured;

    /** @param clientConfig where and how to reach Kafka, at least {@code bootstrap.servers}; the promises of this class stay as they are */
    public ObservationPublisher(Map<String, Object> clientConfig, MeterRegistry registry) {
        this(
                new KafkaProducer<>(producerConfig(clientConfig), new StringSerializer(), new ByteArraySerializer()),
                registry);
    }

    ObservationPublisher(Producer<String, byte[]> producer, MeterRegistry registry) {
        this.producer = Objects.requireNonNull(producer, "producer");
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** What the client's own settings say, then what must not be otherwise. */
    static Map<String, Object> producerConfig(Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "slipstream-ingest");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        config.putAll(clientConfig);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        return config;
    }

    @Override
    public CompletableFuture<Void> publish(String entry, List<? extends Observation> observations) {
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("nothing to publish");
        }
        EntryCounters counted = counters(entry);
        counted.receive(observations.size());
        return write(entry, observations, counted);
    }

    @Override
    public CompletableFuture<Void> reject(DeadLetter letter) {
        EntryCounters counted = counters(letter.entry());
        counted.receive(1);
        return bury(letter, counted);
    }

    @Override
    public void drop(String entry, String reason) {
        EntryCounters counted = counters(entry);
        counted.receive(1);
        counted.drop(reason);
    }

    @Override
    public List<Health> health() {
        String failure = lastFailure;
        return List.of(
                failure.isEmpty()
                        ? new Health("ingest publisher", Health.State.UP, "Kafka takes what comes in")
                        : new Health(
                                "ingest publisher",
                                misconfigured ? Health.State.DOWN : Health.State.WAITING,
                                "Kafka did not take it: " + failure));
    }

    /** Waits until the broker has everything that was handed over. */
    public void flush() {
        producer.flush();
    }

    /** Gives what was handed over ten more seconds to arrive. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private CompletableFuture<Void> write(
            String entry, List<? extends Observation> observations, EntryCounters counted) {
        byte[] value = ObservationCodec.write(observations);
        int count = observations.size();
        if (count == 1 && value.length > ObservationCodec.MAX_OBSERVATION_BYTES) {
            return bury(tooLarge(entry, observations.get(0), value), counted);
        }
        if (value.length > MAX_VALUE_BYTES) {
            CompletableFuture<Void> first = write(entry, observations.subList(0, count / 2), counted);
            if (first.isCompletedExceptionally()) {
                // Were the rest taken, the first half would be held for a resend when it comes again.
                counted.handBack(count - count / 2);
                return first;
            }
            return CompletableFuture.allOf(first, write(entry, observations.subList(count / 2, count), counted));
        }
        String source = observations.get(0).origin().source();
        return send(
                new ProducerRecord<>(Topics.OBSERVATIONS.name(), source, value),
                () -> counted.accept(count),
                () -> counted.handBack(count));
    }

    private CompletableFuture<Void> bury(DeadLetter letter, EntryCounters counted) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), null, null, letter.source(), letter.bytes(), DeadLetterHeaders.of(letter));
        return send(record, () -> counted.bury(letter.reason().word()), () -> counted.handBack(1));
    }

    private static DeadLetter tooLarge(String entry, Observation observation, byte[] json) {
        return new DeadLetter(
                RejectReason.TOO_LARGE,
                entry,
                "the observation has " + json.length + " bytes as JSON, at most "
                        + ObservationCodec.MAX_OBSERVATION_BYTES + " are read; it begins with '"
                        + new String(json, 0, 32, StandardCharsets.UTF_8) + "'",
                observation.origin().source(),
                observation.origin().sequence(),
                json);
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record, Runnable confirmed, Runnable refused) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        try {
            var unused = producer.send(record, (where, failure) -> {
                if (failure == null) {
                    lastFailure = "";
                    confirmed.run();
                    outcome.complete(null);
                } else {
                    fail(outcome, failure, refused);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            // A producer that is closed, fenced or interrupted throws at once instead of calling back.
            fail(outcome, e, refused);
        }
        return outcome;
    }

    private void fail(CompletableFuture<Void> outcome, Exception failure, Runnable refused) {
        lastFailure = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        misconfigured = isMisconfiguration(failure);
        refused.run();
        outcome.completeExceptionally(misconfigured ? new MisconfiguredException(failure) : failure);
    }

    /** A missing topic shows itself as a wait for its metadata that was in vain although the broker answers. */
    private static boolean isMisconfiguration(Exception failure) {
        return failure instanceof AuthorizationException
                || failure instanceof AuthenticationException
                || failure instanceof InvalidTopicException
                || failure instanceof UnknownTopicOrPartitionException
                || (failure instanceof TimeoutException
                        && failure.getCause() instanceof UnknownTopicOrPartitionException);
    }

    private EntryCounters counters(String entry) {
        return counters.computeIfAbsent(entry, name -> new EntryCounters(registry, name));
    }
}
