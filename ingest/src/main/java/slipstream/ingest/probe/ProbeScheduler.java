package slipstream.ingest.probe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import slipstream.contract.event.ProbeResult;

/**
 * Gives each due slot to a worker. Targets that were slow the last time, or were never asked, have workers of their own, so that
 * hanging targets cost the quick ones nothing. Workers are made when they are needed. What is due is decided by {@link ProbeSchedule} and
 * {@link ProbeTurns}; here are only the threads.
 */
final class ProbeScheduler implements AutoCloseable {
    /** Asks a target; blocks while it does. */
    interface Probe {
        Attempt run(ProbeJob job, ProbeTarget target);
    }

    /** Hears what became of the slots. */
    interface Listener {
        /** A slot begins, this long after it was due. */
        void started(Duration lateness);

        /** Results of one target in the order of their slots; blocks while they cannot be taken, which is the back-pressure. */
        void ended(List<ProbeResult> results);
    }

    /**
     * How many threads there are.
     *
     * @param workers the most probes that run at once, for quick targets and again for slow ones
     * @param slowAfter a target that took longer than this is slow until it is quick again
     */
    record Limits(int workers, Duration slowAfter) {
        /** Threads that wait cost little but their stacks; more than this are a load for the machine. */
        private static final int MAX_WORKERS = 1024;

        /** What target files may bring later, and some room for chance: not every instant is as full as every other. */
        private static final int SPARE_WORKERS = 32;

        /** Enough for every target to hang until its timeout at each probe, as far as that is possible at all. */
        static Limits of(ProbeSettings settings) {
            double work = settings.jobs().stream()
                    .mapToDouble(job -> job.mostWorkPerTarget() * job.targets().size())
                    .sum();
            boolean mayGrow =
                    settings.jobs().stream().anyMatch(job -> job.files().isPresent());
            int workers = (int) Math.ceil(work * 1.25) + SPARE_WORKERS;
            return new Limits(mayGrow ? MAX_WORKERS : Math.min(workers, MAX_WORKERS), Duration.ofSeconds(1));
        }
    }

    /** The clock may be set while the ticker sleeps, so it looks at least this often. */
    private static final long MAX_SLEEP_MILLIS = 250;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private volatile List<Entry> entries = List.of();
    private final ProbeResults results;
    private final Probe probe;
    private final Listener listener;
    private final InstantSource clock;
    private final Limits limits;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(threads("probe-ticker"));
    private final ExecutorService quickWorkers;
    private final ExecutorService slowWorkers;
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile ScheduledFuture<?> nextTick;
    private volatile boolean aborted;

    ProbeScheduler(ProbeSettings settings, Limits limits, Probe probe, Listener listener, InstantSource clock) {
        this.results = new ProbeResults(settings.location());
        this.limits = limits;
        this.probe = probe;
        this.listener = listener;
        this.clock = clock;
        this.quickWorkers = pool("probe-worker", limits.workers());
        this.slowWorkers = pool("probe-slow-worker", limits.workers());
        settings.jobs().forEach(job -> replace(job, job.targets()));
    }

    /** One target with its place in time. */
    private static final class Entry {
        private final ProbeJob job;
        private final ProbeSchedule schedule;
        private final ProbeTurns turns = new ProbeTurns();
        private volatile ProbeTarget target;
        private volatile long next;
        private volatile boolean slow = true;

        Entry(ProbeJob job, ProbeTarget target) {
            this.job = job;
            this.target = target;
            this.schedule = ProbeSchedule.of(job.name(), target.address(), job.interval());
        }
    }

    /**
     * Probes these targets of a job from now on and no others. One that was there keeps its place in time; a probe that runs is
     * told of even when its target has gone.
     */
    synchronized void replace(ProbeJob job, List<ProbeTarget> targets) {
        Map<String, Entry> before = new HashMap<>();
        List<Entry> all = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.job.name().equals(job.name())) {
                before.put(entry.target.address(), entry);
            } else {
                all.add(entry);
            }
        }
        long now = clock.millis();
        for (ProbeTarget target : targets) {
            Entry entry = before.get(target.address());
            if (entry == null) {
                entry = new Entry(job, target);
                entry.next = entry.schedule.firstAfter(now);
            }
            entry.target = target;
            all.add(entry);
        }
        entries = List.copyOf(all);
    }

    /** How many targets are probed now. */
    int targetCount() {
        return entries.size();
    }

    /** Slots count from now on; what was due before the start leaves no record. */
    void start() {
        long now = clock.millis();
        entries.forEach(entry -> entry.next = entry.schedule.firstAfter(now));
        nextTick = ticker.schedule(this::tick, 0, TimeUnit.MILLISECONDS);
    }

    /** Why a thread of the scheduler died, if one did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Whether the wall clock was set back by so much that probes wait for it to come round again. */
    boolean waitsForClock() {
        long now = clock.millis();
        return entries.stream().anyMatch(entry -> entry.next - now > 2 * entry.schedule.intervalMillis());
    }

    /** Missed slots that could not be told of because there were too many. */
    long forgotten() {
        return entries.stream().mapToLong(entry -> entry.turns.forgotten()).sum();
    }

    private void tick() {
        try {
            long now = clock.millis();
            long earliest = now + MAX_SLEEP_MILLIS;
            for (Entry entry : entries) {
                ProbeSchedule.Due due = entry.schedule.due(entry.next, now);
                if (due.run().isPresent()) {
                    entry.next = due.run().getAsLong() + entry.schedule.intervalMillis();
                    if (entry.turns.add(due)) {
                        (entry.slow ? slowWorkers : quickWorkers).execute(() -> work(entry));
                    }
                }
                earliest = Math.min(earliest, entry.next);
            }
            nextTick = ticker.schedule(this::tick, Math.max(1, earliest - now), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!ticker.isShutdown()) {
                throw died("the ticker", e);
            }
        } catch (RuntimeException e) {
            throw died("the ticker", e);
        }
    }

    private void work(Entry entry) {
        try {
            ProbeTurns.Turn turn = entry.turns.begin();
            listener.started(Duration.ofMillis(Math.max(0, clock.millis() - turn.slot())));
            long startNanos = System.nanoTime();
            Attempt attempt = probe.run(entry.job, entry.target);
            entry.slow = System.nanoTime() - startNanos > limits.slowAfter().toNanos();
            if (aborted) {
                // The failure is the interruption of this process, which says nothing about the target.
                return;
            }
            List<ProbeResult> told = missed(entry, turn.missed());
            told.add(results.ran(entry.job, entry.target, turn.slot(), attempt));
            while (!told.isEmpty()) {
                listener.ended(told);
                told = missed(entry, entry.turns.end());
            }
        } catch (RuntimeException e) {
            throw died("the probe of " + entry.target.address(), e);
        }
    }

    private List<ProbeResult> missed(Entry entry, List<Long> slots) {
        List<ProbeResult> missed = new ArrayList<>();
        slots.forEach(slot -> missed.add(results.missed(entry.job, entry.target, slot)));
        return missed;
    }

    private RuntimeException died(String what, RuntimeException e) {
        failure.compareAndSet(null, what + " died: " + e);
        return e;
    }

    /** Lets running probes end for a moment, then cuts them off without recording them. */
    @Override
    public void close() {
        ScheduledFuture<?> tick = nextTick;
        if (tick != null) {
            tick.cancel(false);
        }
        ticker.shutdownNow();
        quickWorkers.shutdown();
        slowWorkers.shutdown();
        try {
            long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
            boolean ended = quickWorkers.awaitTermination(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
                    && slowWorkers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (ended) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        aborted = true;
        quickWorkers.shutdownNow();
        slowWorkers.shutdownNow();
    }

    private static ExecutorService pool(String name, int workers) {
        // A pool makes a thread beyond its core only when the queue refuses a task: so the queue refuses what no thread
        // waits for, and takes it after all once there are as many threads as may be.
        LinkedTransferQueue<Runnable> queue = new LinkedTransferQueue<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean offer(Runnable task) {
                return tryTransfer(task);
            }
        };
        return new ThreadPoolExecutor(0, workers, 30, TimeUnit.SECONDS, queue, threads(name), (task, pool) -> {
            if (pool.isShutdown()) {
                throw new RejectedExecutionException("the probes have ended");
            }
            queue.put(task);
        });
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
