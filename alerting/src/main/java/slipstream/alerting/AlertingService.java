package slipstream.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.journal.InputPublisher;
import slipstream.alerting.journal.StateConsumer;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/**
 * The alerting role of a process: reads alerts and silences, tells receivers, records every decision. Of several processes one
 * tells and the others stand by; when it goes, another takes over with everything it knew.
 *
 * <p>{@link #start} and {@link #close} are called once each, by one thread; the rest by any.
 */
public final class AlertingService implements HealthSource, AutoCloseable {
    /** The consumer group of all alerting processes. */
    public static final String GROUP = StateConsumer.GROUP;

    private static final Logger LOG = LoggerFactory.getLogger(AlertingService.class);
    private static final Duration STAND_BY = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(9);
    private static final long RETRY_MILLIS = 500;

    private final Map<String, Object> kafka;
    private final PrintStream console;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "alerting");
    private final DecisionLog decisions = new DecisionLog();
    private volatile AlertingSettings settings;
    private volatile Optional<InputPublisher> inputs = Optional.empty();
    private volatile Optional<Tenure> tenure = Optional.empty();
    private volatile Health health = part(Health.State.WAITING, "not started");

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
        if (thread.getState() != Thread.State.NEW) {
            throw new IllegalStateException("alerting has been started before");
        }
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            LOG.error("alerting has ended: nobody is told anything until a restart", cause);
            health = part(Health.State.DOWN, "has ended: " + cause);
        });
        inputs = Optional.of(InputPublisher.connect(kafka));
        thread.start();
    }

    /** What is known right now, for the API; only after {@link #start}. */
    public AlertDesk desk() {
        return new Desk(
                inputs.orElseThrow(() -> new IllegalStateException("alerting has not been started")),
                () -> settings,
                () -> tenure.map(Tenure::dispatcher),
                decisions);
    }

    /** From now on this is who is told; what waits for a receiver that is still there goes on waiting. */
    public synchronized void reload(AlertingSettings changed) {
        settings = changed;
        tenure.ifPresent(running -> running.reconfigure(changed));
    }

    /** What holds now. */
    public AlertingSettings settings() {
        return settings;
    }

    @Override
    public List<Health> health() {
        List<Health> all = new ArrayList<>();
        all.add(health);
        tenure.ifPresent(running -> all.addAll(running.health()));
        return List.copyOf(all);
    }

    /** Lets attempts under way finish, writes down what is decided, and ends within ten seconds. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Only a broker that does not answer can keep it longer; what is cut off is told after the restart.
        thread.interrupt();
        inputs.ifPresent(InputPublisher::close);
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        while (!isStopped()) {
            try (StateConsumer membership = StateConsumer.connect(kafka)) {
                membership.join();
                serve(membership);
            } catch (KafkaException e) {
                LOG.warn("alerting begins again in a moment: {}", e.getMessage());
                health = part(Health.State.WAITING, "begins again: " + e.getMessage());
                pause();
            }
        }
        health = part(Health.State.WAITING, "has been closed");
    }

    private void serve(StateConsumer membership) {
        health =
                part(Health.State.WAITING, "waits for its turn: another process tells, or the broker is not there yet");
        while (!isStopped()) {
            membership.poll(STAND_BY);
            if (membership.isOwner()) {
                tell(membership);
                return;
            }
        }
    }

    private void tell(StateConsumer membership) {
        health = part(Health.State.WAITING, "reads who was told what");
        AlertingSettings known = settings;
        try (Tenure mine = Tenure.begin(kafka, known, decisions, console, clock, meters)) {
            while (!isStopped() && !mine.restore(membership, this::isStopped)) {
                membership.poll(STAND_BY);
                pause();
                if (!membership.isOwner()) {
                    return;
                }
            }
            open(mine, known);
            health = part(Health.State.UP, "tells");
            while (!isStopped() && membership.isOwner()) {
                mine.turn();
                membership.poll(Duration.ZERO);
            }
        } finally {
            tenure = Optional.empty();
        }
    }

    /** What was reloaded while the state was being read holds from now on. */
    private synchronized void open(Tenure mine, AlertingSettings known) {
        if (!settings.equals(known)) {
            mine.reconfigure(settings);
        }
        tenure = Optional.of(mine);
    }

    private void pause() {
        try {
            boolean over = stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            LOG.trace("paused, stopped: {}", over);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    private static Health part(Health.State state, String reason) {
        return new Health("alerting", state, reason);
    }
}
