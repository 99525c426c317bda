package slipstream.streams.define;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.document.Problems;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.streams.classify.CurrentDefinitions;

/**
 * Follows the topic of definitions on a thread of its own and replaces the current definitions whenever a new revision is complete. A
 * revision that this release cannot read is passed over and said so; the old one holds.
 */
public final class DefinitionsConsumer implements HealthSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionsConsumer.class);
    private static final String PART = "definitions";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final CurrentDefinitions current;
    private final Thread thread = new Thread(this::follow, "definitions");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Health health;
    private volatile DefinitionsTopicConsumer topic;

    private DefinitionsConsumer(Map<String, Object> kafka, CurrentDefinitions current, MeterRegistry meters) {
        this.kafka = Map.copyOf(kafka);
        this.current = current;
        this.health = well(current.get().number());
        thread.setDaemon(true);
        Gauge.builder("slipstream.definitions.revision", current, c -> c.get().number())
                .description("the revision of the definitions that this instance counts by")
                .register(meters);
    }

    /**
     * Reads what is defined now, and follows it from then on.
     *
     * @param atLeast the revision that must be there
     * @throws KafkaException when the topic does not have it, or it cannot be read
     */
    public static DefinitionsConsumer start(Map<String, Object> kafka, long atLeast, MeterRegistry meters) {
        try (DefinitionsTopicConsumer topic = new DefinitionsTopicConsumer(kafka)) {
            topic.catchUp();
            DefinitionsTopicConsumer.Complete present = topic.revision()
                    .filter(found -> found.manifest().revision() >= atLeast)
                    .orElseThrow(
                            () -> new KafkaException("the topic of definitions does not have revision " + atLeast));
            Problems problems = new Problems();
            CurrentDefinitions.Revision first = present.files().revision(present.manifest(), problems);
            problems.throwIfErrors();
            DefinitionsConsumer consumer = new DefinitionsConsumer(kafka, new CurrentDefinitions(first), meters);
            consumer.thread.start();
            return consumer;
        }
    }

    public CurrentDefinitions current() {
        return current;
    }

    private void follow() {
        while (closing.getCount() > 0) {
            try (DefinitionsTopicConsumer open = new DefinitionsTopicConsumer(kafka)) {
                topic = open;
                while (closing.getCount() > 0) {
                    if (open.poll(POLL)) {
                        open.revision().ifPresent(this::takeUp);
                    }
                }
            } catch (WakeupException e) {
                LOG.debug("stops following the definitions");
            } catch (KafkaException e) {
                health = new Health(PART, Health.State.WAITING, "the topic cannot be read: " + e.getMessage());
                pause();
            }
        }
    }

    private void takeUp(DefinitionsTopicConsumer.Complete complete) {
        long number = complete.manifest().revision();
        if (number <= current.get().number()) {
            health = well(current.get().number());
            return;
        }
        Problems problems = new Problems();
        CurrentDefinitions.Revision next = complete.files().revision(complete.manifest(), problems);
        Optional<String> error = problems.all().stream()
                .filter(problem -> problem.level() == slipstream.contract.document.Problem.Level.ERROR)
                .map(Object::toString)
                .findFirst();
        if (error.isPresent()) {
            health = new Health(
                    PART,
                    Health.State.UP,
                    "revision " + number + " cannot be used, " + current.get().number() + " holds: " + error.get());
            LOG.error("Revision {} of the definitions cannot be used: {}", number, error.get());
            return;
        }
        current.replace(next);
        health = well(number);
        LOG.info(
                "Revision {} of the definitions holds: {} SLOs, {} rules",
                number,
                next.definitions().slos().size(),
                next.definitions().rules().size());
    }

    private static Health well(long number) {
        return new Health(PART, Health.State.UP, "revision " + number);
    }

    private void pause() {
        try {
            boolean closed = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("paused, closed: {}", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public List<Health> health() {
        return List.of(health);
    }

    @Override
    public void close() {
        closing.countDown();
        DefinitionsTopicConsumer open = topic;
        if (open != null) {
            open.wakeUp();
        }
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
