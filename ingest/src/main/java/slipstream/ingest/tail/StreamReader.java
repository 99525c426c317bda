package slipstream.ingest.tail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.LineParser;
import slipstream.ingest.publish.ObservationSink;

/**
 * Reads the lines of a stream that cannot be read again. Each chunk of them is sent until the broker has confirmed it, and nothing
 * more is read before that: whoever writes into the stream has to wait. The source is named after the start, and a line's sequence
 * is its byte offset plus 1. Belongs to one thread; what it is asked about may be asked from any.
 */
final class StreamReader {
    /** The entry under which lines are counted. */
    static final String ENTRY = "stdin";

    private static final int BUFFER_BYTES = 2 * LineIntake.MAX_LINE_BYTES;
    private static final long POLL_NANOS = 100_000_000L;

    private final InputStream in;
    private final ObservationSink sink;
    private final LineParser parser;
    private final LineIntake intake;
    private final TailCounts counts = new TailCounts();
    private final BackOff backOff = new BackOff();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private long offset;
    private long confirmed;
    private boolean insideLongLine;
    private volatile boolean stopped;
    private volatile boolean sending;
    private volatile String failure = "";

    StreamReader(StdinSettings settings, InputStream in, ObservationSink sink, TimeBounds bounds) {
        this.in = in;
        this.sink = sink;
        this.parser = settings.format().newParser(settings.labels(), bounds);
        String start = Long.toString(bounds.wall().millis(), Character.MAX_RADIX);
        this.intake = new LineIntake(parser, "stdin:" + start, ENTRY);
    }

    /** Reads until the stream ends or {@link #stop} is called, and returns when the broker has confirmed everything. */
    TailReport readToEnd() throws IOException {
        int more = 0;
        while (!stopped && more >= 0) {
            more = in.read(buffer, filled, buffer.length - filled);
            filled += Math.max(more, 0);
            takeLines(more < 0);
        }
        return counts.report();
    }

    private void takeLines(boolean last) throws IOException {
        Chunk chunk = intake.newChunk();
        int at = 0;
        while (at < filled) {
            int newline = LineIntake.newline(buffer, at, filled);
            boolean tooLong = newline < 0 && filled - at > LineIntake.MAX_LINE_BYTES;
            if (newline < 0 && !tooLong && !last && !insideLongLine) {
                break;
            }
            int end = newline < 0 ? filled : newline;
            if (!insideLongLine) {
                intake.take(chunk, buffer, at, end, offset + at);
            }
            insideLongLine = newline < 0;
            at = newline < 0 ? filled : newline + 1;
            if (chunk.isFull()) {
                deliver(chunk, offset + at);
                chunk = intake.newChunk();
            }
        }
        if (!chunk.isEmpty()) {
            deliver(chunk, offset + at);
        }
        filled -= at;
        offset += at;
        System.arraycopy(buffer, at, buffer, 0, filled);
    }

    private void deliver(Chunk chunk, long end) throws IOException {
        Thread reader = Thread.currentThread();
        sending = true;
        do {
            chunk.send(sink, end, () -> LockSupport.unpark(reader));
            while (!chunk.isSettled() || !backOff.isOver()) {
                pause();
            }
            failure = chunk.failure();
            if (!chunk.isConfirmed()) {
                backOff.failed();
            }
        } while (!chunk.isConfirmed());
        backOff.succeeded();
        sending = false;
        chunk.countDropped(sink);
        counts.add(end - confirmed, chunk);
        confirmed = end;
    }

    private void pause() throws IOException {
        LockSupport.parkNanos(this, POLL_NANOS);
        if (Thread.interrupted()) {
            throw new IOException("interrupted before Kafka had confirmed the last lines");
        }
    }

    /** Why Kafka did not take the last lines; empty when it did. */
    String failure() {
        return failure;
    }

    /** Whether lines are on their way. */
    boolean isSending() {
        return sending;
    }

    /** What a person should know about how the lines are read; empty when all is well. */
    Optional<String> trouble() {
        return parser.trouble();
    }

    /** Asks the reading to end with the lines that have been read. */
    void stop() {
        stopped = true;
    }
}
