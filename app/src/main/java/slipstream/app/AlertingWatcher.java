package slipstream.app;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.oncall.Oncall;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/**
 * Looks at {@code alertmanager.yml} and {@code oncall.yml} now and then, and makes them hold when they have changed. A bad edit is
 * said and changes nothing.
 */
final class AlertingWatcher implements HealthSource, AutoCloseable {
    private static final String PART = "alerting configuration";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path folder;
    private final Consumer<AlertingSettings> use;
    private final PrintStream errors;
    private final Thread thread = new Thread(this::watch, "alerting-configuration");
    private final CountDownLatch closing = new CountDownLatch(1);
    private List<String> seen;
    private volatile Health health = new Health(PART, Health.State.UP, "in use");

    /**
     * @param use makes settings hold
     * @param errors where a bad edit is told
     */
    AlertingWatcher(Path folder, Consumer<AlertingSettings> use, PrintStream errors) {
        this.folder = folder;
        this.use = use;
        this.errors = errors;
        this.seen = texts();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Reads the files now, whether they have changed or not.
     *
     * @throws IllegalStateException when they have errors; the message is the first
     */
    synchronized void reload() {
        seen = texts();
        Optional<Problem> wrong = read();
        if (wrong.isPresent()) {
            throw new IllegalStateException(wrong.get().toString());
        }
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

    private synchronized void look() {
        List<String> now = texts();
        if (!now.equals(seen)) {
            seen = now;
            Optional<Problem> wrong = read();
            errors.println(
                    wrong.isPresent()
                            ? "The alerting configuration was changed and has errors: what was before holds."
                            : "The alerting configuration has changed and holds from now on.");
        }
    }

    /** @return the first error, when there is one */
    private Optional<Problem> read() {
        Problems problems = new Problems();
        AlertingSettings settings = AlertingSettings.read(folder, problems);
        problems.all().forEach(errors::println);
        Optional<Problem> wrong = problems.all().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .findFirst();
        if (wrong.isPresent()) {
            health = new Health(
                    PART,
                    Health.State.UP,
                    "the last edit has " + problems.errorCount() + " errors and is not used, what was before holds: "
                            + wrong.get());
        } else {
            use.accept(settings);
            health = new Health(PART, Health.State.UP, "in use");
        }
        return wrong;
    }

    private List<String> texts() {
        return List.of(text(AlertingSettings.FILE), text(Oncall.FILE));
    }

    private String text(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException | UncheckedIOException e) {
            return "unreadable: " + e.getMessage();
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
