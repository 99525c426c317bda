package slipstream.ingest.tail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;
import slipstream.ingest.publish.ObservationSink;

/**
 * Reads the log files of one {@link FileLogSettings}, and follows them through rotation if that is wanted: either in a thread of
 * its own ({@link #start}) or to the end in the caller's ({@link #readToEnd}).
 *
 * <p>Files are looked at every {@value #POLL_MILLIS} ms instead of watched, because watching misses network file systems.
 * Reports and health may be asked from any thread.
 */
public final class LogTailer implements HealthSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTailer.class);
    private static final long POLL_MILLIS = 100;
    private static final Duration POLL = Duration.ofMillis(POLL_MILLIS);
    private static final Duration SAVE_EVERY = Duration.ofSeconds(1);
    private static final Duration REPORT_EVERY = Duration.ofMillis(500);

    /** How long closing waits for the broker to confirm what is on its way. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static final int BUFFER_BYTES = 512 * 1024;

    private final FileLogSettings settings;
    private final Positions positions;
    private final TailCounts counts = new TailCounts();
    private final FileSet files;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Thread reader;
    private volatile boolean closing;
    private volatile String death = "";
    private volatile String notSaved = "";
    private long lastSaveNanos = System.nanoTime();

    public LogTailer(
            FileLogSettings settings,
            Positions positions,
            ObservationSink sink,
            TimeBounds bounds,
            MeterRegistry registry) {
        this(settings, positions, sink, bounds, registry, FileSet.ROTATE_WAIT);
    }

    LogTailer(
            FileLogSettings settings,
            Positions positions,
            ObservationSink sink,
            TimeBounds bounds,
            MeterRegistry registry,
            Duration rotateWait) {
        this.settings = settings;
        this.positions = positions;
        Counter cuts = Counter.builder("slipstream.ingest.file.cuts")
                .description("files that became shorter or began anew while they were followed")
                .register(registry);
        TailContext context = new TailContext(
                () -> settings.format().newParser(settings.labels(), bounds),
                sink,
                positions,
                counts,
                new ReadBuffer(BUFFER_BYTES),
                () -> LockSupport.unpark(reader));
        this.files = new FileSet(settings, new FileOpener(context), cuts, rotateWait);
    }

    /** Begins to read in a thread of its own. */
    public void start() {
        Thread thread = new Thread(this::run, "tail " + settings.include().get(0));
        thread.setDaemon(true);
        reader = thread;
        thread.start();
    }

    private void run() {
        try {
            if (settings.follow()) {
                follow();
            } else {
                readFiles(report -> {});
            }
        } catch (IOException e) {
            LOG.error("reading {} has ended", settings.include(), e);
            death = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            death = e.toString();
            throw e;
        } finally {
            ended.countDown();
        }
    }

    private void follow() {
        try {
            while (!closing) {
                boolean busy = files.look();
                saveNewFiles();
                busy |= files.step();
                saveNowAndThen();
                if (!busy) {
                    pause();
                }
            }
            settle();
        } finally {
            files.close();
            save();
        }
    }

    /**
     * Reads all files to their present end in this thread, and returns when the broker has confirmed everything. While Kafka cannot
     * be reached it waits and tries again; closing the tailer or interrupting the thread ends it early.
     *
     * @param progress told now and then what has been confirmed so far
     * @throws NoSuchFileException when there is nothing to read
     */
    public TailReport readToEnd(Consumer<TailReport> progress) throws IOException {
        reader = Thread.currentThread();
        try {
            readFiles(progress);
            return report();
        } finally {
            ended.countDown();
        }
    }

    private void readFiles(Consumer<TailReport> progress) throws IOException {
        long lastReport = System.nanoTime();
        try {
            files.openForReading();
            saveNewFiles();
            while (!closing && !Thread.currentThread().isInterrupted() && files.hasUnfinished()) {
                boolean busy = files.stepToEnd();
                saveNowAndThen();
                if (System.nanoTime() - lastReport > REPORT_EVERY.toNanos()) {
                    lastReport = System.nanoTime();
                    progress.accept(report());
                }
                if (!busy) {
                    pause();
                }
            }
            settle();
        } finally {
            files.close();
            save();
        }
    }

    /** Woken early when the broker answers or the tailer is closed. */
    private void pause() {
        LockSupport.parkNanos(this, POLL.toNanos());
    }

    private void settle() {
        long deadline = System.nanoTime() + SETTLE.toNanos();
        while (!files.isQuiet()
                && System.nanoTime() - deadline < 0
                && !Thread.currentThread().isInterrupted()) {
            pause();
        }
    }

    private void saveNewFiles() {
        if (files.takesNewFile()) {
            save();
        }
    }

    private void saveNowAndThen() {
        if (System.nanoTime() - lastSaveNanos > SAVE_EVERY.toNanos()) {
            lastSaveNanos = System.nanoTime();
            save();
        }
    }

    /** Positions that cannot be saved do not stop the reading: after a crash, more is read again and recognised as such. */
    private void save() {
        try {
            positions.save();
            notSaved = "";
        } catch (IOException e) {
            if (notSaved.isEmpty()) {
                LOG.warn("the positions cannot be saved, it is tried again every second", e);
            }
            notSaved = String.valueOf(e.getMessage());
        }
    }

    /** What has been read and confirmed since the start. */
    public TailReport report() {
        return counts.report();
    }

    @Override
    public List<Health> health() {
        String part = "file " + settings.include().get(0);
        if (!death.isEmpty()) {
            return List.of(new Health(part, Health.State.DOWN, "reading has ended: " + death));
        }
        if (reader == null) {
            return List.of(new Health(part, Health.State.WAITING, "not started yet"));
        }
        if (ended.getCount() == 0) {
            return List.of(new Health(part, Health.State.UP, closing ? "closed" : "read to the end"));
        }
        if (!notSaved.isEmpty()) {
            return List.of(new Health(part, Health.State.WAITING, "the positions cannot be saved: " + notSaved));
        }
        return files.health();
    }

    /** Asks the reading to end, and returns at once. */
    public void stop() {
        closing = true;
        LockSupport.unpark(reader);
    }

    /** Ends the reading, waits up to ten seconds for what is on its way, and stores the positions. */
    @Override
    public void close() {
        stop();
        Thread thread = reader;
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            if (!ended.await(SETTLE.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
                // It hangs in a full buffer towards Kafka; what is not confirmed will be read again.
                thread.interrupt();
                ended.await(SETTLE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
