package slipstream.ingest.topic;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** The foreign topics of a process, read in a thread of its own. */
public final class TopicService implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(TopicService.class);

    /** Longer than the consumer waits for confirmations when it ends. */
    private static final long CLOSE_SECONDS = 20;

    private final TopicSettings settings;
    private final SourceContext context;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile TopicConsumer consumer;
    private volatile String death = "";

    TopicService(TopicSettings settings, SourceContext context) {
        this.settings = settings;
        this.context = context;
    }

    @Override
    public void start() {
        try {
            consumer = new TopicConsumer(settings, context);
        } catch (KafkaException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IllegalStateException("receivers.kafka: the consumer cannot be made: " + why, e);
        }
        Thread thread = new Thread(this::run, "topics");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (TopicConsumer reading = consumer) {
            reading.readUntilStopped();
        } catch (RuntimeException | Error e) {
            death = e.toString();
            LOG.error("reading topics has ended", e);
            throw e;
        } finally {
            ended.countDown();
        }
    }

    @Override
    public List<Health> health() {
        if (!death.isEmpty()) {
            return List.of(new Health(settings.summary(), Health.State.DOWN, "reading has ended: " + death));
        }
        TopicConsumer reading = consumer;
        return List.of(
                reading == null
                        ? new Health(settings.summary(), Health.State.WAITING, "not started yet")
                        : reading.health());
    }

    @Override
    public void stop() {
        TopicConsumer reading = consumer;
        if (reading != null) {
            reading.stop();
        }
    }

    @Override
    public void close() {
        stop();
        if (consumer == null) {
            return;
        }
        try {
            if (!ended.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("reading topics did not end within {} s; what is not committed is read again", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
