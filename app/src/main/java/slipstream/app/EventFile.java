package slipstream.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.line.LineParser;

/**
 * A file of events that is read once, line by line: observations in our own form, or the lines of a log in some format. It counts
 * what it cannot read and remembers the first of those lines. Not thread-safe.
 */
final class EventFile {
    /** A longer line is not read. */
    static final int LONGEST_LINE = 1 << 20;

    private static final int REMEMBERED = 5;

    private final Line line;
    private final Supplier<Optional<String>> trouble;
    private final List<String> refused = new ArrayList<>();
    private final List<String> refusedText = new ArrayList<>();
    private long number;
    private long lines;
    private long unread;

    /** Reads one line. */
    private interface Line {
        void read(byte[] bytes, int from, int to, Origin place, Consumer<? super Observation> sink)
                throws RejectedObservationException;
    }

    private EventFile(Line line, Supplier<Optional<String>> trouble) {
        this.line = line;
        this.trouble = trouble;
    }

    /** Lines that are observations in our own JSON form; one that names no source belongs to its line. */
    static EventFile ofObservations() {
        ObservationCodec codec = new ObservationCodec(TimeBounds.event(InstantSource.system()));
        return new EventFile(
                (bytes, from, to, place, sink) -> sink.accept(codec.read(bytes, from, to - from, place)),
                Optional::empty);
    }

    /** Lines of a log in some format; the labels are put on every line. */
    static EventFile ofLog(LineFormat format, Map<String, String> labels) {
        LineParser parser = format.newParser(labels, TimeBounds.event(InstantSource.system()));
        return new EventFile(parser::parse, parser::trouble);
    }

    /**
     * Reads to the end.
     *
     * @param file a path, also of a {@code .gz}, or {@code -} for standard input
     * @throws StartupException when there is no such file, or it cannot be read to its end
     */
    void read(String file, Consumer<Observation> sink) {
        try (InputStream in = open(file)) {
            readLines(in, sink);
        } catch (NoSuchFileException e) {
            throw new StartupException("there is no file " + file, e);
        } catch (IOException e) {
            throw new StartupException(
                    file + " cannot be read further than line " + number + ": " + StartupException.deepestMessage(e),
                    e);
        }
    }

    private static InputStream open(String file) throws IOException {
        if (file.equals("-")) {
            return System.in;
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new StartupException(file + " is a folder; give a file of events");
        }
        InputStream in = Files.newInputStream(path);
        return file.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private void readLines(InputStream in, Consumer<Observation> sink) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int filled = 0;
        boolean skipping = false;
        for (int more = in.read(buffer); more >= 0; more = in.read(buffer, filled, buffer.length - filled)) {
            int start = 0;
            for (int i = filled; i < filled + more; i++) {
                if (buffer[i] == '\n') {
                    if (!skipping) {
                        readLine(buffer, start, i, sink);
                    }
                    skipping = false;
                    start = i + 1;
                }
            }
            filled = skipping ? 0 : filled + more - start;
            System.arraycopy(buffer, start, buffer, 0, filled);
            if (filled >= LONGEST_LINE) {
                refuse("it is longer than " + LONGEST_LINE + " bytes", "");
                skipping = true;
                filled = 0;
            } else if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
        if (filled > 0) {
            readLine(buffer, 0, filled, sink);
        }
    }

    private void readLine(byte[] buffer, int from, int end, Consumer<Observation> sink) {
        int to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        if (to == from) {
            number++;
            return;
        }
        try {
            line.read(buffer, from, to, new Origin("file", number + 1), sink);
        } catch (RejectedObservationException e) {
            refuse(e.getMessage(), new String(buffer, from, to - from, StandardCharsets.UTF_8));
            return;
        }
        number++;
        lines++;
    }

    private void refuse(String why, String text) {
        number++;
        lines++;
        unread++;
        if (refused.size() < REMEMBERED) {
            refused.add("line " + number + ": " + why);
            refusedText.add(text);
        }
    }

    /** Lines that were not blank. */
    long lines() {
        return lines;
    }

    /** Lines that could not be read. */
    long unread() {
        return unread;
    }

    /** Why, for the first of them, each with the number of its line in the file. */
    List<String> refused() {
        return refused;
    }

    /** What stands in these lines. */
    List<String> refusedText() {
        return refusedText;
    }

    /** What a person should know about how the lines were read; empty when all was well. */
    Optional<String> trouble() {
        return trouble.get();
    }
}
