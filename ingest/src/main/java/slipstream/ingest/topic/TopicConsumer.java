package slipstream.ingest.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.health.Health;
import slipstream.ingest.otlp.CutCounter;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.source.SourceContext;

/**
 * Reads foreign topics, in one thread. Offsets are committed when what came of the records is confirmed. While too much is on its way, or Kafka
 * does not take it, nothing more is fetched; the group is told all the while that this member is alive.
 */
final class TopicConsumer implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(5);

    /** How long the end, and the loss of a partition, wait for what is on its way. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    /** Observations; some hundred bytes each, which fits the producer's buffer of 64 MiB. */
    private static final int MAX_IN_FLIGHT = 50_000;

    private static final int MAX_HEADERS = 64;
    private static final int MAX_HEADER_BYTES = 1024;

    private final TopicSettings settings;
    private final ObservationSink sink;
    private final MeterRegistry metrics;
    private final RecordDecoder decoder;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicIdsConsumer topicIds;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final Map<TopicPartition, Long> retryAtNanos = new HashMap<>();
    private volatile boolean stopping;
    private volatile Health health;
    private long lastCommitNanos = System.nanoTime();

    TopicConsumer(TopicSettings settings, SourceContext context) {
        this.settings = settings;
        this.sink = context.sink();
        this.metrics = context.metrics();
        this.decoder = new RecordDecoder(settings, context.bounds(), new CutCounter(context.metrics()));
        this.health = waiting("no partition is assigned yet: no topic matches, or the cluster does not answer");
        Map<String, Object> client = settings.clientConfig(context.kafka());
        this.consumer =
                new KafkaConsumer<>(config(client, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topicIds = new TopicIdsConsumer(client);
    }

    private static Map<String, Object> config(Map<String, Object> client, TopicSettings settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "slipstream-topics");
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.putAll(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, settings.latest() ? "latest" : "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    Health health() {
        return health;
    }

    /** May be called from any thread. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    void readUntilStopped() {
        consumer.subscribe(TopicChoice.pattern(settings.choices()), this);
        while (!stopping) {
            try {
                take(consumer.poll(POLL));
                progress.values().forEach(PartitionProgress::advance);
                startAgainWhereRefused();
                pauseAndResume();
                commitNowAndThen();
            } catch (WakeupException e) {
                // Woken by stop(): the loop's condition ends it.
            } catch (AuthorizationException | AuthenticationException e) {
                health = new Health(
                        settings.summary(),
                        Health.State.DOWN,
                        e.getMessage() + "; the user of Slipstream needs READ on the topics and on the group "
                                + settings.groupId());
                LockSupport.parkNanos(this, REFUSED_PAUSE.toNanos());
            }
        }
        settle(progress.keySet());
        commit(progress.keySet());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> topicIds.forget(partition.topic()));
        Set<TopicPartition> all = consumer.assignment();
        health = all.isEmpty()
                ? waiting("no partition is assigned: no topic matches, or other members of the group have them")
                : new Health(settings.summary(), Health.State.UP, "reads " + all.size() + " partitions");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        settle(partitions);
        commit(partitions);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(progress::remove);
        partitions.forEach(retryAtNanos::remove);
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        boolean isTaken = true;
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> mine = records.records(partition);
            if (isTaken) {
                isTaken = take(partition, mine);
            } else {
                // Kafka takes nothing at the moment: what has been fetched is left and fetched again.
                consumer.seek(partition, mine.get(0).offset());
                retryLater(partition);
            }
        }
    }

    /** Hands on some records of a partition; false when that did not work, and reading goes on later where it ended. */
    private boolean take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long first = records.get(0).offset();
        PartitionProgress known = progress.get(partition);
        if (known == null || first < known.nextOffset()) {
            String source = topicIds.source(partition);
            if (source.isEmpty()) {
                consumer.seek(partition, first);
                retryLater(partition);
                health = waiting("the cluster does not tell the id of the topic " + partition.topic());
                return false;
            }
            known = new PartitionProgress(source, first);
            progress.put(partition, known);
        }
        PartitionBatch batch = new PartitionBatch(known, sink);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            batch.add(decode(record, known.source()), record.offset());
            if (batch.isRefused()) {
                retryLater(partition);
                return false;
            }
        }
        batch.flush(records.get(records.size() - 1).offset() + 1);
        return !batch.isRefused();
    }

    private RecordItems decode(ConsumerRecord<byte[], byte[]> record, String source) {
        RecordItems items = new RecordItems(source, record.offset());
        TopicRecord read = new TopicRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.value(),
                headers(record));
        RecordForm form;
        try {
            form = decoder.decode(read, items);
            if (items.isTooMany()) {
                throw new RejectedObservationException(
                        RejectReason.TOO_LARGE, "", "the record has more than " + RecordItems.MAX_ITEMS + " items");
            }
        } catch (RejectedObservationException e) {
            items.refuse(e, record.value());
            form = RecordForm.UNKNOWN;
        }
        metrics.counter("slipstream.ingest.topic.records", "form", form.word()).increment();
        return items;
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        int seen = 0;
        for (Header header : record.headers()) {
            if (++seen > MAX_HEADERS) {
                break;
            }
            String name = header.key().toLowerCase(Locale.ROOT);
            boolean isWanted = name.startsWith("ce_") || name.equals("content-type");
            if (isWanted && header.value() != null && header.value().length <= MAX_HEADER_BYTES) {
                headers.put(name, new String(header.value(), UTF_8));
            }
        }
        return headers;
    }

    private void retryLater(TopicPartition partition) {
        retryAtNanos.put(partition, System.nanoTime() + RETRY_AFTER.toNanos());
    }

    /** Where something was not taken, reading begins again after what was; but only when nothing is on its way any more. */
    private void startAgainWhereRefused() {
        progress.forEach((partition, mine) -> {
            if (mine.hasFailed() && mine.isSettled()) {
                mine.rewind();
                consumer.seek(partition, mine.nextOffset());
                retryLater(partition);
                LOG.warn(
                        "Kafka did not take what came of {}; it is read again from offset {}",
                        partition,
                        mine.nextOffset());
            }
        });
    }

    private void pauseAndResume() {
        long now = System.nanoTime();
        retryAtNanos.values().removeIf(retryAt -> retryAt - now <= 0);
        boolean isTooMuch =
                progress.values().stream().mapToInt(PartitionProgress::inFlight).sum() > MAX_IN_FLIGHT;
        List<TopicPartition> rest = new ArrayList<>();
        List<TopicPartition> go = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            PartitionProgress mine = progress.get(partition);
            boolean waits = isTooMuch || retryAtNanos.containsKey(partition) || (mine != null && mine.hasFailed());
            (waits ? rest : go).add(partition);
        }
        consumer.pause(rest);
        consumer.resume(go);
    }

    private void commitNowAndThen() {
        if (System.nanoTime() - lastCommitNanos < COMMIT_EVERY.toNanos()) {
            return;
        }
        lastCommitNanos = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> offsets = news(progress.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, failure) -> {
                if (failure != null) {
                    LOG.warn("offsets were not committed; the next commit makes up for it: {}", failure.getMessage());
                }
            });
        }
    }

    private void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionProgress mine = progress.get(partition);
            if (mine != null) {
                offsets.put(partition, new OffsetAndMetadata(mine.confirmedOffset()));
            }
        }
        try {
            if (!offsets.isEmpty()) {
                commitSync(offsets);
            }
        } catch (CommitFailedException e) {
            LOG.warn("offsets were not committed; some records are read again, and recognised: {}", e.getMessage());
        } catch (KafkaException e) {
            LOG.warn("offsets were not committed; some records are read again, and recognised", e);
        }
    }

    private void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, SETTLE);
        } catch (WakeupException e) {
            // stop() came in between: it is told once, and the commit is still wanted.
            consumer.commitSync(offsets, SETTLE);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> news(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            progress.get(partition)
                    .takeNews()
                    .ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset)));
        }
        return offsets;
    }

    private void settle(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + SETTLE.toNanos();
        List<PartitionProgress> mine = partitions.stream()
                .filter(progress::containsKey)
                .map(progress::get)
                .toList();
        while (!mine.stream().allMatch(PartitionProgress::isSettled) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(this, Duration.ofMillis(10).toNanos());
        }
        mine.forEach(PartitionProgress::advance);
    }

    private Health waiting(String why) {
        return new Health(settings.summary(), Health.State.WAITING, why);
    }

    @Override
    public void close() {
        topicIds.close();
        consumer.close();
    }
}
