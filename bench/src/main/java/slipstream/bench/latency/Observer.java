package slipstream.bench.latency;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;

/** Sees what becomes visible to a reader of committed records, and when: marks, alerts, and how much was counted in all. */
final class Observer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::follow, "observer");
    private final Map<String, Marks> marks = new ConcurrentHashMap<>();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Map<String, Long> counted = new HashMap<>();
    private final AtomicLong countedInAll = new AtomicLong();
    private volatile boolean closing;
    private volatile Delays delays = new Delays();

    /** A page that was seen, and when by {@link System#nanoTime}. */
    record Page(AlertEvent alert, long seenNanos) {}

    /** Marks of one service: when each was due, and how many of them have been seen. */
    private static final class Marks {
        private final Map<Long, Long> dueNanos = new ConcurrentHashMap<>();
        private long sent;
        private long seen;
    }

    Observer(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topics.BUDGETS, Topics.ALERTS)
                .flatMap(Observer::partitions)
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    private static Stream<TopicPartition> partitions(Topic<?, ?> topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition));
    }

    /** Notes that the next mark of a service is sent, which was due at an instant. */
    void markIsSent(String service, long dueNanos) {
        Marks of = marks.computeIfAbsent(service, name -> new Marks());
        of.dueNanos.put(++of.sent, dueNanos);
    }

    /** How long marks that are seen from now on take. */
    Delays watchMarks() {
        delays = new Delays();
        return delays;
    }

    /** The first page about an SLO, or null when none was seen yet. */
    Page page(String slo) {
        return pages.get(slo);
    }

    /** How many events the availability of all services has counted. */
    long counted() {
        return countedInAll.get();
    }

    /** Marks that were sent and not seen. */
    long unseen() {
        return marks.values().stream().mapToLong(of -> of.dueNanos.size()).sum();
    }

    private void follow() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                long now = System.nanoTime();
                if (record.topic().equals(Topics.ALERTS.name())) {
                    see(Topics.ALERTS.value().deserializer().deserialize(record.topic(), record.value()), now);
                } else if (isAvailability(record.key())) {
                    see(Topics.BUDGETS.value().deserializer().deserialize(record.topic(), record.value()), now);
                }
            }
        }
        consumer.close();
    }

    /** The others need not be parsed. */
    private static boolean isAvailability(byte[] key) {
        return key[key.length - 1] == 'y';
    }

    private void see(AlertEvent alert, long now) {
        if (alert.status() == AlertState.FIRING && alert.severity().equals("page")) {
            pages.putIfAbsent(alert.slo(), new Page(alert, now));
        }
    }

    private void see(BudgetStatus status, long now) {
        long total = status.windows().get(status.windows().size() - 1).total();
        Long before = counted.put(status.slo(), total);
        countedInAll.addAndGet(total - (before == null ? 0 : before));
        Marks of = marks.get(status.service());
        if (of != null) {
            while (of.seen < total) {
                Long due = of.dueNanos.remove(++of.seen);
                delays.add(now - due);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
