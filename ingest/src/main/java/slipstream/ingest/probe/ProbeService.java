package slipstream.ingest.probe;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.health.Health;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.source.Source;

/** Probes every target of the settings at its rate and publishes one result for each due slot. Thread-safe. */
public final class ProbeService implements Source {
    private static final Logger log = LoggerFactory.getLogger(ProbeService.class);

    private static final String ENTRY = "probe";

    /** How soon a result that was not taken is told again. */
    private static final Duration RETRY_AFTER = Duration.ofMillis(200);

    /** Results in one record; performance.md, section 8: up to about 100 events. */
    private static final int MAX_RESULTS_PER_RECORD = 100;

    private final ProbeSettings settings;
    private final ObservationSink sink;
    private final MeterRegistry metrics;
    private final Timer lateness;
    private final InstantSource clock;
    private final ProbeScheduler scheduler;
    private final List<TargetFileWatch> watches;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "probe-target-files");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean started;
    private volatile boolean closed;
    private volatile String publishProblem = "";
    private volatile String lookFailure;

    public ProbeService(ProbeSettings settings, ObservationSink sink, InstantSource clock, MeterRegistry metrics) {
        this.settings = settings;
        this.sink = sink;
        this.metrics = metrics;
        this.lateness = Timer.builder("slipstream.probe.start.lateness")
                .description("From the time a probe was due to its start")
                .register(metrics);
        this.clock = clock;
        Map<String, Prober> probers = probers(settings);
        NetworkGuard guard = new NetworkGuard(settings.guard());
        this.scheduler = new ProbeScheduler(
                settings,
                ProbeScheduler.Limits.of(settings),
                (job, target) ->
                        guard.judge(probers.get(job.name()).run(target.address(), job.conditions(), clock.instant())),
                new Publishing(),
                clock);
        this.watches = settings.jobs().stream()
                .flatMap(job ->
                        job.files().map(files -> new TargetFileWatch(job, files, settings.targetsOf(job))).stream())
                .toList();
        FunctionCounter.builder("slipstream.probe.forgotten", scheduler, ProbeScheduler::forgotten)
                .description("Missed slots without a record, because more than 1000 of a target were missed at once")
                .register(metrics);
    }

    /** By job; jobs of one module share what asks, because trust in certificates is costly to set up. */
    private static Map<String, Prober> probers(ProbeSettings settings) {
        Map<ProbeModule, Prober> byModule = new HashMap<>();
        return settings.jobs().stream()
                .collect(toUnmodifiableMap(
                        ProbeJob::name,
                        job -> byModule.computeIfAbsent(job.module(), module -> module.prober(settings.rules()))));
    }

    /** Warms up the client, which takes up to a second, and begins with the next due slots. */
    @Override
    public void start() {
        ProbeWarmUp.run(clock.instant());
        watches.forEach(this::look);
        scheduler.start();
        watches.forEach(watch -> {
            long millis = watch.files().refresh().toMillis();
            var unused = looking.scheduleWithFixedDelay(() -> look(watch), millis, millis, TimeUnit.MILLISECONDS);
        });
        started = true;
        log.info(
                "Probing {} targets in {} jobs from {}",
                scheduler.targetCount(),
                settings.jobs().size(),
                settings.location());
    }

    private void look(TargetFileWatch watch) {
        try {
            watch.look().ifPresent(targets -> {
                scheduler.replace(watch.job(), targets);
                log.info("The job {} has {} targets now", watch.job().name(), targets.size());
            });
        } catch (RuntimeException e) {
            lookFailure = "the targets of " + watch.job().name() + " are not looked at any more: " + e;
            throw e;
        }
    }

    @Override
    public List<Health> health() {
        Optional<String> dead = scheduler.failure().or(() -> Optional.ofNullable(lookFailure));
        if (dead.isPresent()) {
            return List.of(new Health(ENTRY, Health.State.DOWN, dead.get()));
        }
        if (!started || closed) {
            return List.of(new Health(ENTRY, Health.State.WAITING, closed ? "probing has ended" : "not started yet"));
        }
        if (!publishProblem.isEmpty()) {
            return List.of(
                    new Health(ENTRY, Health.State.WAITING, "the last results were not taken: " + publishProblem));
        }
        Optional<String> fileProblem = watches.stream()
                .map(TargetFileWatch::problem)
                .filter(problem -> !problem.isEmpty())
                .findFirst();
        if (fileProblem.isPresent()) {
            return List.of(new Health(
                    ENTRY,
                    Health.State.WAITING,
                    "targets stay as they were until the file is good: " + fileProblem.get()));
        }
        if (scheduler.waitsForClock()) {
            return List.of(new Health(
                    ENTRY, Health.State.WAITING, "the clock was set back: probes go on when it is where it was"));
        }
        return List.of(new Health(ENTRY, Health.State.UP, "probing " + scheduler.targetCount() + " targets"));
    }

    @Override
    public void close() {
        closed = true;
        looking.shutdownNow();
        scheduler.close();
    }

    private final class Publishing implements ProbeScheduler.Listener {
        @Override
        public void started(Duration after) {
            lateness.record(after);
        }

        @Override
        public void ended(List<ProbeResult> results) {
            for (ProbeResult result : results) {
                metrics.counter(
                                "slipstream.probe.runs",
                                "job",
                                result.job(),
                                "outcome",
                                result.outcome().word())
                        .increment();
            }
            for (int from = 0; from < results.size(); from += MAX_RESULTS_PER_RECORD) {
                int to = Math.min(results.size(), from + MAX_RESULTS_PER_RECORD);
                publish(results.subList(from, to));
            }
        }

        /** Waits while there is no room: the slots that fall due meanwhile are missed, and told of afterwards. */
        private void publish(List<ProbeResult> results) {
            CompletableFuture<Void> confirmation = sink.publish(ENTRY, results);
            while (confirmation.isCompletedExceptionally() && !closed) {
                var unused = confirmation.whenComplete(this::confirmed);
                LockSupport.parkNanos(this, RETRY_AFTER.toNanos());
                confirmation = sink.publish(ENTRY, results);
            }
            var ignored = confirmation.whenComplete(this::confirmed);
        }

        private void confirmed(Void nothing, Throwable problem) {
            publishProblem = problem == null ? "" : reason(problem);
        }

        private static String reason(Throwable problem) {
            Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
            return String.valueOf(cause.getMessage());
        }
    }
}
