package slipstream.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.console.ConsoleSettings;
import slipstream.alerting.deliver.Dedup;
import slipstream.alerting.deliver.DeliveryPipeline;
import slipstream.alerting.deliver.NotificationPublisher;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.deliver.Retry;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/**
 * The alerting role of a process: reads alert events, tells receivers, records every decision. Several processes share the
 * work as members of one consumer group.
 *
 * <p>{@link #start} and {@link #close} are called once each, by one thread; {@link #health} by any.
 */
public final class AlertingService implements HealthSource, AutoCloseable {
    /** The consumer group of all alerting processes. */
    public static final String GROUP = "slipstream-alerting";

    private static final Logger LOG = LoggerFactory.getLogger(AlertingService.class);
    private static final Duration DELIVERY_CLOSE = Duration.ofSeconds(4);
    private static final Duration CLOSE = Duration.ofSeconds(9);

    private final AlertingSettings settings;
    private final Map<String, Object> kafka;
    private final PrintStream console;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile Optional<Running> running = Optional.empty();
    private volatile Optional<Throwable> death = Optional.empty();

    /** The parts of a started service. */
    private record Running(
            AlertConsumer consumer,
            HistoryConsumer history,
            DeliveryPipeline pipeline,
            NotificationPublisher publisher,
            Thread thread) {}

    /** @param kafkaClientConfig how to reach the brokers, as any Kafka client takes it */
    public AlertingService(
            AlertingSettings settings,
            Map<String, Object> kafkaClientConfig,
            PrintStream console,
            InstantSource clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.kafka = Map.copyOf(kafkaClientConfig);
        this.console = console;
        this.clock = clock;
        this.meters = meters;
    }

    /** Begins in the background; returns at once, whether or not the brokers can be reached. */
    public void start() {
        if (running.isPresent()) {
            throw new IllegalStateException("alerting has been started before");
        }
        Dedup dedup = new Dedup();
        NotificationPublisher publisher = new NotificationPublisher(new KafkaProducer<>(producerConfig()), clock);
        DeliveryPipeline pipeline = new DeliveryPipeline(
                receivers(), settings::told, Retry.STANDARD, dedup, publisher, settings.externalUrl(), clock, meters);
        HistoryConsumer history = new HistoryConsumer(new KafkaConsumer<>(historyConfig()), dedup);
        AlertConsumer consumer =
                new AlertConsumer(new KafkaConsumer<>(alertConfig()), history, pipeline, publisher, meters);
        Thread thread = new Thread(this::run, "alerting-consumer");
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            LOG.error("alerting has ended: nobody is told anything until a restart", cause);
            death = Optional.of(cause);
        });
        running = Optional.of(new Running(consumer, history, pipeline, publisher, thread));
        pipeline.start();
        thread.start();
    }

    @Override
    public List<Health> health() {
        if (running.isEmpty()) {
            return List.of(new Health("alerting", Health.State.WAITING, "not started"));
        }
        Running parts = running.get();
        List<Health> all = new ArrayList<>();
        all.add(death.map(cause -> new Health("alerting", Health.State.DOWN, "has ended: " + cause))
                .orElseGet(parts.consumer()::health));
        all.addAll(parts.publisher().health());
        all.addAll(parts.pipeline().health());
        return List.copyOf(all);
    }

    /** Lets attempts under way finish, commits what is finished, and ends within ten seconds. */
    @Override
    public void close() {
        running.ifPresent(parts -> {
            parts.consumer().stop();
            try {
                parts.thread().join(CLOSE.toMillis());
                // Only a broker that does not answer can keep it longer; what is cut off is told after the restart.
                parts.thread().interrupt();
            } catch (InterruptedException e) {
                parts.thread().interrupt();
                Thread.currentThread().interrupt();
            }
        });
    }

    private void run() {
        Running parts = running.orElseThrow();
        try (parts.history) {
            try {
                parts.consumer.run();
            } finally {
                end(parts);
            }
        }
    }

    /** In this order: no more attempts, their decisions safely written, and only then the offsets. */
    private static void end(Running parts) {
        try {
            parts.pipeline.close(DELIVERY_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            try (parts.publisher) {
                LOG.debug("delivery has ended");
            } finally {
                parts.consumer.close();
            }
        }
    }

    private List<Receiver> receivers() {
        List<ReceiverSettings> told = new ArrayList<>();
        told.add(new ReceiverSettings(
                AlertingSettings.CONSOLE, List.of(new ConsoleSettings(console, settings.colour()))));
        told.addAll(settings.receivers());
        return told.stream().flatMap(receiver -> opened(receiver).stream()).toList();
    }

    /** Numbered as Alertmanager numbers a receiver's integrations, so that two webhooks of one receiver are told apart. */
    private List<Receiver> opened(ReceiverSettings receiver) {
        List<Receiver> opened = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (ChannelSettings channel : receiver.channels()) {
            int number = numbers.merge(channel.kind(), 1, Integer::sum) - 1;
            String id = receiver.name() + "/" + channel.kind() + "[" + number + "]";
            ChannelSettings.Surroundings surroundings = new ChannelSettings.Surroundings(
                    receiver.name(), settings.externalUrl(), "Slipstream/" + version(), clock);
            opened.add(new Receiver(id, receiver.name(), channel.sendResolved(), channel.open(surroundings)));
        }
        return opened;
    }

    private static String version() {
        String version = AlertingService.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private Map<String, Object> alertConfig() {
        Map<String, Object> config = historyConfig();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AlertConsumer.MAX_POLL_RECORDS);
        // The default of half a second would be the greater part of the time from an event to somebody told.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return config;
    }

    private Map<String, Object> historyConfig() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    private Map<String, Object> producerConfig() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // An absent broker means waiting, not loss: the offsets stay where they are for as long as it takes.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        return config;
    }
}
