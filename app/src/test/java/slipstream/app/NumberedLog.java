package slipstream.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A log of so many numbered lines that grows at a steady pace and is rotated by renaming. A thread of its own writes it. */
final class NumberedLog implements AutoCloseable {
    private static final Instant T0 = Instant.parse("2026-01-28T00:00:00Z");
    private static final int PACES_PER_SECOND = 20;

    private final Path file;
    private final int lines;
    private final int linesPerFile;
    private final int linesPerPace;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private volatile int written;

    NumberedLog(Path file, int lines, int linesPerFile, int linesPerSecond) {
        this.file = file;
        this.lines = lines;
        this.linesPerFile = linesPerFile;
        this.linesPerPace = linesPerSecond / PACES_PER_SECOND;
    }

    void start() {
        executor.scheduleAtFixedRate(this::write, 0, 1000 / PACES_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private void write() {
        try {
            int end = Math.min(lines, written + linesPerPace);
            while (written < end) {
                int fileEnd = Math.min(end, (written / linesPerFile + 1) * linesPerFile);
                append(written, fileEnd);
                written = fileEnd;
                if (fileEnd % linesPerFile == 0 && fileEnd < lines) {
                    Files.move(file, file.resolveSibling(file.getFileName() + "." + fileEnd / linesPerFile));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(int from, int to) throws IOException {
        try (BufferedWriter writer =
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = from; i < to; i++) {
                writer.write(T0.plusMillis(i) + " 200 \"GET /" + i + " HTTP/1.1\"\n");
            }
        }
    }

    /** How many lines have been written so far. */
    int written() {
        return written;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
