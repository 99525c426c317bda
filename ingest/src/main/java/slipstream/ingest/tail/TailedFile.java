package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import slipstream.ingest.line.LineParser;

/**
 * One open file while it is read. Lines are handed on in chunks, some of which are on their way at any time; the confirmed offset
 * moves on over the oldest only. When one is not confirmed, everything after the confirmed offset is read again.
 *
 * <p>Not thread-safe: belongs to the tailing thread.
 */
final class TailedFile implements AutoCloseable {
    /** Longer lines are dead letters. */
    static final int MAX_LINE_BYTES = LineIntake.MAX_LINE_BYTES;

    /** The entry under which lines of files are counted. */
    static final String ENTRY = "file";

    /** Enough to cover ten milliseconds of linger and the broker's answer at half a million lines a second. */
    private static final int MAX_IN_FLIGHT = 64;

    private final Path path;
    private final Object key;
    private final String inode;
    private final String generation;
    private final String source;
    private final FileChannel channel;
    private final Optional<Positions.Position> archive;
    private final TailContext context;
    private final LineParser parser;
    private final LineIntake intake;
    private final Deque<Chunk> inFlight = new ArrayDeque<>();
    private final BackOff backOff = new BackOff();
    private Chunk chunk;
    private long confirmed;
    private long readAt;
    private long seenSize = -1;
    private boolean insideLongLine;
    private boolean windowFull;
    private String failure = "";
    private String beginning = "";
    private long beginningBytes;

    /**
     * @param key what the file system tells the file by, the same after a rename
     * @param inode as in {@link FileIdentity#inode}
     * @param archive what to remember of a compressed file once all it holds has been confirmed; empty for any other
     * @param position where to begin, and what to call the observations
     */
    TailedFile(
            Path path,
            Object key,
            String inode,
            FileChannel channel,
            Optional<Positions.Position> archive,
            Positions.Position position,
            TailContext context)
            throws IOException {
        this.path = path;
        this.key = key;
        this.inode = inode;
        this.generation = position.generation();
        this.source = position.source();
        this.channel = channel;
        this.archive = archive;
        this.context = context;
        this.confirmed = position.offset();
        this.readAt = position.offset();
        this.parser = context.parsers().get();
        this.intake = new LineIntake(parser, source, ENTRY);
        this.chunk = intake.newChunk();
        readHead();
        remember();
    }

    private void remember() throws IOException {
        if (beginning.isEmpty() || beginningBytes < Math.min(confirmed, FileIdentity.HEAD_BYTES)) {
            beginning = FileIdentity.beginning(channel, confirmed);
            beginningBytes = confirmed;
        }
        context.positions().put(generation, source, confirmed, beginning);
    }

    /** Where the columns are named in the file, what stands before the place where reading begins is looked at again. */
    private void readHead() throws IOException {
        if (parser.needsHead() && confirmed > 0) {
            new HeadReader(parser, context.buffer()).read(channel, confirmed);
        }
    }

    /**
     * Does what can be done now: looks after what is on its way, and hands on more lines.
     *
     * @param last whether the file will not grow any more, so that a last line without a newline is a line
     * @return whether there was anything to do
     */
    boolean step(boolean last) throws IOException {
        boolean settled = settle();
        if (!failure.isEmpty() && !recover()) {
            return settled;
        }
        if (hasFailed()) {
            return settled;
        }
        windowFull = inFlight.size() >= (windowFull ? MAX_IN_FLIGHT / 2 : MAX_IN_FLIGHT);
        long size = channel.size();
        if (windowFull || (size == seenSize && !last) || readAt >= size) {
            return settled;
        }
        int length = context.buffer().fill(channel, readAt);
        boolean end = readAt + length >= size;
        int used = readLines(context.buffer().bytes(), length, end && last);
        readAt += used;
        seenSize = (end && used == length) || used == 0 ? size : -1;
        return used > 0 || settled;
    }

    /** Moves the confirmed offset over what the broker has confirmed, in the order of the file. */
    private boolean settle() throws IOException {
        boolean moved = false;
        while (!inFlight.isEmpty() && inFlight.peekFirst().isConfirmed() && failure.isEmpty()) {
            Chunk done = inFlight.removeFirst();
            done.countDropped(context.sink());
            context.counts().add(done.end() - confirmed, done);
            confirmed = done.end();
            moved = true;
        }
        if (moved) {
            backOff.succeeded();
            remember();
        }
        if (failure.isEmpty() && !inFlight.isEmpty() && inFlight.peekFirst().isSettled()) {
            failure = inFlight.peekFirst().failure();
            backOff.failed();
        }
        return moved;
    }

    /** Goes back to the confirmed offset once nothing is on its way any more and the pause is over. */
    private boolean recover() throws IOException {
        if (!inFlight.stream().allMatch(Chunk::isSettled) || !backOff.isOver()) {
            return false;
        }
        inFlight.clear();
        chunk = intake.newChunk();
        readAt = confirmed;
        seenSize = -1;
        insideLongLine = false;
        failure = "";
        readHead();
        return true;
    }

    /** Hands on the lines in a buffer that begins at {@link #readAt}; returns how many bytes were lines. */
    private int readLines(byte[] data, int length, boolean last) {
        int at = 0;
        int sent = 0;
        while (at < length) {
            int newline = LineIntake.newline(data, at, length);
            boolean tooLong = (newline < 0 ? length : newline) - at > MAX_LINE_BYTES;
            if (newline < 0 && !insideLongLine && !tooLong && !last) {
                break;
            }
            int end = newline < 0 ? length : newline;
            if (tooLong && newline < 0 && !insideLongLine && !chunk.isEmpty()) {
                // The lines before must not wait for the end of a line that may never come.
                send(readAt + at);
                sent = at;
            }
            if (!insideLongLine) {
                intake.take(chunk, data, at, end, readAt + at);
            }
            insideLongLine = newline < 0 && !last && (insideLongLine || tooLong);
            at = newline < 0 ? length : newline + 1;
            if (!insideLongLine && chunk.isFull()) {
                send(readAt + at);
                sent = at;
                if (inFlight.size() >= MAX_IN_FLIGHT || inFlight.peekLast().hasFailed()) {
                    return at;
                }
            }
        }
        // A long line whose end is not in sight keeps its chunk open: the offset must not move into its middle.
        if (!insideLongLine && !chunk.isEmpty() && at > sent && !hasFailed()) {
            send(readAt + at);
        }
        return at;
    }

    private void send(long end) {
        chunk.send(context.sink(), end, context.wake());
        inFlight.add(chunk);
        chunk = intake.newChunk();
    }

    /**
     * Whether a chunk was not taken. Nothing may follow it then: were a later one taken, its lines would stand before those that are sent
     * again, which would be held for resends.
     */
    private boolean hasFailed() {
        return inFlight.stream().anyMatch(Chunk::hasFailed);
    }

    /** Whether every byte that is there has been confirmed. */
    boolean isFinished() throws IOException {
        return inFlight.isEmpty() && failure.isEmpty() && confirmed >= channel.size();
    }

    /** Whether nothing is on its way. */
    boolean isQuiet() {
        return inFlight.stream().allMatch(Chunk::isSettled);
    }

    /** Whether the file has become shorter than what has been read, or begins with another line than before. */
    boolean isCutOff() throws IOException {
        long size = channel.size();
        if (size < readAt) {
            return true;
        }
        return size != seenSize
                && seenSize >= 0
                && FileIdentity.of(channel, inode, true)
                        .filter(now -> !generation.startsWith(now))
                        .isPresent();
    }

    Path path() {
        return path;
    }

    /** Whether it is what a compressed file holds, which does not grow. */
    boolean isArchive() {
        return archive.isPresent();
    }

    /** Remembers that all that a compressed file holds has been confirmed, so that it is not opened again. */
    void rememberArchive() {
        archive.ifPresent(read -> context.positions().put(read.generation(), read.source(), read.offset()));
    }

    Object key() {
        return key;
    }

    String generation() {
        return generation;
    }

    /** What a person should know about how the lines are read; empty when all is well. */
    Optional<String> trouble() {
        return parser.trouble();
    }

    /** Why Kafka did not take the last lines; empty when it did. */
    String failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        settle();
        channel.close();
    }
}
