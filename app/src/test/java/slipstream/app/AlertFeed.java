package slipstream.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.topic.Topics;

/** Writes alerts to their topic, as streams does: {@code outage-0000}, {@code outage-0001} and so on, each of a service of its own. */
final class AlertFeed implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("outage-\\d{4,}");

    private final KafkaProducer<String, byte[]> producer;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, Instant> starts = new ConcurrentHashMap<>();
    private final Map<String, Long> firedAtNanos = new ConcurrentHashMap<>();

    AlertFeed(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static String name(int number) {
        return String.format("outage-%04d", number);
    }

    /** Of which alert a text is. */
    static String nameIn(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            throw new AssertionError("no alert of ours is in: " + text);
        }
        return name.group();
    }

    void fire(int number) {
        Instant start = clock.instant();
        starts.put(name(number), start);
        send(event(AlertState.FIRING, name(number), start, Optional.empty()));
        firedAtNanos.put(name(number), System.nanoTime());
    }

    void resolve(int number) {
        Instant start = starts.get(name(number));
        send(event(AlertState.RESOLVED, name(number), start, Optional.of(clock.instant())));
    }

    /** When an alert was sent, as {@link System#nanoTime}. */
    long firedAtNanos(String name) {
        return firedAtNanos.get(name);
    }

    /** Returns when the broker has everything. */
    void flush() {
        producer.flush();
    }

    private void send(AlertEvent event) {
        byte[] value = Topics.ALERTS.value().serializer().serialize(Topics.ALERTS.name(), event);
        producer.send(new ProducerRecord<>(Topics.ALERTS.name(), event.fingerprint(), value));
    }

    private static AlertEvent event(AlertState state, String name, Instant start, Optional<Instant> end) {
        int number = Integer.parseInt(name.substring(name.indexOf('-') + 1));
        TreeMap<String, String> labels = new TreeMap<>(
                Map.of("alertname", name, "service", "service-" + number % 500, "severity", "page", "slo", "web"));
        return new AlertEvent(
                state,
                Fingerprint.of(labels),
                labels,
                new TreeMap<>(Map.of("summary", name + ": requests fail")),
                start,
                end,
                "http://127.0.0.1:8080/slos/web",
                "web",
                labels.get("service"),
                "page",
                start,
                List.of(),
                Optional.of(0.5));
    }

    @Override
    public void close() {
        producer.close();
    }
}
