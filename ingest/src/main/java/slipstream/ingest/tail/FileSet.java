package slipstream.ingest.tail;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.health.Health;

/**
 * The files that one tailer has open. A file that was renamed is read on until it has been silent for a while; what has its name
 * now is opened beside it at once. Belongs to the tailing thread; only {@link #health} may be asked from any.
 */
final class FileSet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileSet.class);
    private static final Duration LOOK_FOR_GLOBS_EVERY = Duration.ofSeconds(2);

    /** Web servers go on writing to a renamed file until they are told to open the new one. */
    static final Duration ROTATE_WAIT = Duration.ofSeconds(5);

    private final FileLogSettings settings;
    private final FileOpener opener;
    private final Counter cuts;
    private final Duration rotateWait;
    private final List<Open> open = new ArrayList<>();
    private final SkippedFiles skipped = new SkippedFiles();
    private final Set<Object> openedBefore = new HashSet<>();
    private boolean isNamed = true;
    private boolean lookedBefore;
    private long lastGlobNanos;
    private volatile List<Health> health = List.of();

    /** An open file, and since when it has had nothing new. */
    private static final class Open {
        private final TailedFile file;
        private long lastNewsNanos = System.nanoTime();

        Open(TailedFile file) {
            this.file = file;
        }

        boolean isSilentFor(Duration wait) {
            return System.nanoTime() - lastNewsNanos > wait.toNanos();
        }
    }

    /** @param rotateWait how long a file that was renamed or deleted is read on after its last line */
    FileSet(FileLogSettings settings, FileOpener opener, Counter cuts, Duration rotateWait) {
        this.rotateWait = rotateWait;
        this.settings = settings;
        this.opener = opener;
        this.cuts = cuts;
    }

    /** Looks for files that are not open yet; returns whether one was opened. */
    boolean look() {
        boolean globs = !lookedBefore || System.nanoTime() - lastGlobNanos > LOOK_FOR_GLOBS_EVERY.toNanos();
        if (globs) {
            lastGlobNanos = System.nanoTime();
            skipped.clear();
        }
        boolean opened = false;
        List<String> missing = new ArrayList<>();
        for (IncludePattern pattern : settings.include()) {
            if (pattern.isGlob() && !globs) {
                continue;
            }
            SortedSet<Path> found = found(pattern);
            if (found.isEmpty() && !pattern.isGlob() && !skipped.has(pattern.root())) {
                missing.add(pattern.toString());
            }
            for (Path path : found) {
                opened |= openIfNew(path);
            }
        }
        lookedBefore = true;
        health = healthNow(missing);
        return opened;
    }

    /** Opens the files that are there now, to be read to their end. */
    void openForReading() throws IOException {
        for (IncludePattern pattern : settings.include()) {
            SortedSet<Path> found = pattern.files();
            if (found.isEmpty()) {
                throw new NoSuchFileException(pattern.toString(), null, "there is no such file");
            }
            for (Path path : found) {
                openIfNew(path);
            }
        }
        Optional<String> why = skipped.first();
        if (why.isPresent()) {
            throw new IOException(why.get());
        }
        health = healthNow(List.of());
    }

    private SortedSet<Path> found(IncludePattern pattern) {
        try {
            IncludePattern.Found found = pattern.look();
            found.skipped().forEach(this::skip);
            return found.files();
        } catch (IOException e) {
            skip(pattern.root(), String.valueOf(e.getMessage()));
            return Collections.emptySortedSet();
        }
    }

    private boolean openIfNew(Path path) {
        try {
            Object key = FileOpener.key(path);
            if (open.stream().anyMatch(known -> known.file.key().equals(key))) {
                return false;
            }
            if (open.size() >= SkippedFiles.MAX_FILES) {
                skipped.skipOverLimit();
                return false;
            }
            Optional<TailedFile> file = opener.open(path, from(key), !settings.follow(), false);
            if (file.isPresent() && isOpen(file.get().generation())) {
                // It was compressed while it is still read under its old name; that goes first.
                file.get().close();
                return false;
            }
            file.ifPresent(opened -> {
                open.add(new Open(opened));
                isNamed = false;
                openedBefore.add(key);
                LOG.info("reading {}", path);
            });
            return file.isPresent();
        } catch (NoSuchFileException e) {
            // It was renamed or deleted between two looks; the next look sees what is there then.
            return false;
        } catch (IOException e) {
            skip(path, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean isOpen(String generation) {
        return open.stream().anyMatch(one -> one.file.generation().equals(generation));
    }

    /** A file that was open before goes on where it was, and one that appears later is read from its beginning. */
    private FileLogSettings.From from(Object key) {
        return switch (settings.from()) {
            case STORED -> FileLogSettings.From.STORED;
            case BEGINNING -> openedBefore.contains(key) ? FileLogSettings.From.STORED : FileLogSettings.From.BEGINNING;
            case END -> lookedBefore ? FileLogSettings.From.STORED : FileLogSettings.From.END;
        };
    }

    private void skip(Path path, String reason) {
        skipped.skip(path, reason, !lookedBefore);
    }

    /**
     * Whether a file was opened since this was asked last. What its observations are called has to be stored before the first of them
     * is sent: after a crash the file may have another name, and what is sent again would not be recognised.
     */
    boolean takesNewFile() {
        boolean news = !isNamed;
        isNamed = true;
        return news;
    }

    /** Reads on in every file; returns whether there was anything to do. */
    boolean step() {
        boolean busy = false;
        for (Open one : List.copyOf(open)) {
            try {
                busy |= step(one);
            } catch (IOException e) {
                LOG.warn("reading {} failed; it is opened again", one.file.path(), e);
                remove(one);
            }
        }
        return busy;
    }

    private boolean step(Open one) throws IOException {
        TailedFile file = one.file;
        if (file.isArchive()) {
            return stepArchive(one);
        }
        if (file.isCutOff()) {
            replaceAfterCut(one);
            return true;
        }
        boolean busy = file.step(false);
        if (busy) {
            one.lastNewsNanos = System.nanoTime();
        } else if (one.isSilentFor(rotateWait) && isDetached(file)) {
            busy = file.step(true);
            if (file.isFinished()) {
                remove(one);
            }
        }
        return busy;
    }

    /** What was compressed does not grow: it is read to its end once and closed. */
    private boolean stepArchive(Open one) throws IOException {
        boolean busy = one.file.step(true);
        if (one.file.isFinished()) {
            one.file.rememberArchive();
            remove(one);
        }
        return busy;
    }

    private void replaceAfterCut(Open one) throws IOException {
        Path path = one.file.path();
        boolean detached = isDetached(one.file);
        cuts.increment();
        LOG.info("{} was cut off and is read from its beginning", path);
        remove(one);
        if (!detached) {
            opener.open(path, FileLogSettings.From.STORED, false, true).ifPresent(file -> {
                open.add(new Open(file));
                isNamed = false;
            });
        }
    }

    /** Whether the file's name now means another file, or none. */
    private static boolean isDetached(TailedFile file) throws IOException {
        try {
            return !FileOpener.key(file.path()).equals(file.key());
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Reads on in every file up to its present end; returns whether there was anything to do. */
    boolean stepToEnd() throws IOException {
        boolean busy = false;
        for (Open one : open) {
            busy |= one.file.step(true);
            if (one.file.isFinished()) {
                one.file.rememberArchive();
            }
        }
        return busy;
    }

    boolean hasUnfinished() throws IOException {
        for (Open one : open) {
            if (!one.file.isFinished()) {
                return true;
            }
        }
        return false;
    }

    boolean isQuiet() {
        return open.stream().allMatch(one -> one.file.isQuiet());
    }

    private void remove(Open one) {
        open.remove(one);
        try {
            one.file.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed", one.file.path(), e);
        }
    }

    private List<Health> healthNow(List<String> missing) {
        List<Health> parts = new ArrayList<>();
        missing.forEach(path -> parts.add(new Health(
                "file " + path, Health.State.WAITING, "the file does not exist; it is read when it appears")));
        parts.addAll(skipped.health());
        open.stream().sorted(Comparator.comparing(one -> one.file.path())).forEach(one -> {
            String failure = one.file.failure();
            String trouble = one.file.trouble().orElse("is read");
            boolean well = failure.isEmpty() && one.file.trouble().isEmpty();
            parts.add(new Health(
                    "file " + one.file.path(),
                    well ? Health.State.UP : Health.State.WAITING,
                    failure.isEmpty()
                            ? trouble
                            : "Kafka did not take the last lines, they are read again: " + failure));
        });
        if (parts.isEmpty()) {
            parts.add(new Health("file " + settings.include().get(0), Health.State.WAITING, "no file has a line yet"));
        }
        return List.copyOf(parts);
    }

    List<Health> health() {
        return health.isEmpty()
                ? List.of(new Health("file " + settings.include().get(0), Health.State.WAITING, "not looked yet"))
                : health;
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(this::remove);
    }
}
