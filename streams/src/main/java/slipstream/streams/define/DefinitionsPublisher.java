package slipstream.streams.define;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import slipstream.contract.document.Problems;
import slipstream.contract.slo.Reading;
import slipstream.contract.topic.JsonSerde;
import slipstream.contract.topic.Topics;
import slipstream.streams.classify.Definitions;
import slipstream.streams.slice.AccountKey;

/** Puts the files of a configuration on the topic of definitions, as a new revision, unless they are there already. */
public final class DefinitionsPublisher {
    private static final JsonSerde<Manifest> MANIFEST = JsonSerde.of(Manifest.class);

    private final Map<String, Object> kafka;
    private final InstantSource wall;

    /** @param kafka how to reach the cluster */
    public DefinitionsPublisher(Map<String, Object> kafka, InstantSource wall) {
        this.kafka = Map.copyOf(kafka);
        this.wall = wall;
    }

    /**
     * Publishes files that are free of errors.
     *
     * @return the number of the revision that holds them
     * @throws KafkaException when Kafka does not take them
     */
    public long publish(DefinitionFiles files) {
        try (DefinitionsTopicConsumer topic = new DefinitionsTopicConsumer(kafka)) {
            topic.catchUp();
            Optional<DefinitionsTopicConsumer.Complete> present = topic.revision();
            if (present.isPresent() && present.get().manifest().files().equals(files.hashes())) {
                return present.get().manifest().revision();
            }
            Manifest next = next(present.map(DefinitionsTopicConsumer.Complete::manifest), files);
            send(files, next, topic.paths());
            return next.revision();
        }
    }

    private Manifest next(Optional<Manifest> present, DefinitionFiles files) {
        long revision = present.map(Manifest::revision).orElse(0L) + 1;
        Definitions definitions = files.compile(new Problems(), Reading.LENIENT);
        Map<String, Long> since = new HashMap<>();
        for (AccountKey key : definitions.keys()) {
            long before = present.map(Manifest::since).orElse(Map.of()).getOrDefault(key.toString(), revision);
            since.put(key.toString(), before);
        }
        return new Manifest(revision, wall.instant(), files.hashes(), since);
    }

    /** Files first, then the manifest that makes them hold, then what is not needed any more. */
    private void send(DefinitionFiles files, Manifest manifest, Iterable<String> onTopic) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            files.texts().forEach((path, text) -> sent.add(producer.send(record(path, text))));
            sent.add(producer.send(record(Manifest.KEY, new String(MANIFEST.write(manifest), StandardCharsets.UTF_8))));
            for (String path : onTopic) {
                if (!files.texts().containsKey(path)) {
                    sent.add(producer.send(record(path, null)));
                }
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "the definitions cannot be published: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the definitions were published", e);
        }
    }

    private static ProducerRecord<String, String> record(String key, String value) {
        return new ProducerRecord<>(Topics.DEFINITIONS.name(), 0, key, value);
    }
}
