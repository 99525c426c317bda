package slipstream.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.contract.slo.Reading;
import slipstream.streams.define.DefinitionFiles;
import slipstream.streams.define.DefinitionsPublisher;

/**
 * Looks at the configuration folder now and then and publishes its SLOs and rules when they have changed. A bad edit is said and
 * changes nothing. It compares contents, because the times of files tell nothing where folders are swapped as a whole. Only documents
 * are watched; the files with names of their own are read at the start.
 */
final class DefinitionsWatcher implements HealthSource, AutoCloseable {
    private static final String PART = "configuration";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Configuration configuration;
    private final DefinitionsPublisher publisher;
    private final PrintStream errors;
    private final Thread thread = new Thread(this::watch, "configuration");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger successful = new AtomicInteger(1);
    private DefinitionFiles seen;
    private volatile Health health = new Health(PART, Health.State.UP, "published");

    /** @param errors where a bad edit is told */
    DefinitionsWatcher(
            Configuration configuration, DefinitionsPublisher publisher, PrintStream errors, MeterRegistry meters) {
        this.configuration = configuration;
        this.publisher = publisher;
        this.errors = errors;
        this.seen = configuration.files();
        thread.setDaemon(true);
        Gauge.builder("slipstream.config.last.reload.successful", successful, AtomicInteger::get)
                .description(
                        "1 when the folder's documents are in use, 0 when the last edit was bad and the ones before hold")
                .register(meters);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Problems problems = new Problems();
        DefinitionFiles files = Configuration.files(configuration.folder(), problems);
        if (files.equals(seen) && problems.errorCount() == 0) {
            return;
        }
        files.compile(problems, Reading.LENIENT);
        if (problems.errorCount() > 0) {
            refuse(problems, files);
            return;
        }
        try {
            long revision = publisher.publish(files);
            seen = files;
            successful.set(1);
            health = new Health(PART, Health.State.UP, "revision " + revision + " published");
            problems.all().forEach(errors::println);
            errors.println("The configuration has changed: revision " + revision + " holds from now on.");
        } catch (KafkaException e) {
            health = new Health(PART, Health.State.WAITING, "an edit waits to be published: " + e.getMessage());
        }
    }

    private void refuse(Problems problems, DefinitionFiles files) {
        List<Problem> wrong = problems.all().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .toList();
        successful.set(0);
        health = new Health(
                PART,
                Health.State.UP,
                "the last edit has " + wrong.size() + " errors and is not used, what was before holds: "
                        + wrong.get(0));
        if (!files.equals(seen)) {
            wrong.forEach(errors::println);
            errors.println("The configuration was changed and has errors: what was before holds.");
            seen = files;
        }
    }

    @Override
    public List<Health> health() {
        return List.of(health);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LOOK.multipliedBy(3).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
