package slipstream.ingest.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.ingest.publish.ObservationSink;

/** Some consecutive lines of a file that travel together: one record of observations, and a dead letter for each bad line. */
final class Chunk {
    private static final String BLANK_LINE = "blank_line";
    private static final String NOT_COUNTED = "not_counted";
    private static final int MAX_LINES = 100;
    private static final int MAX_BYTES = 256 * 1024;

    private final String entry;
    private final List<Observation> observations = new ArrayList<>(MAX_LINES);
    private final List<DeadLetter> dead = new ArrayList<>();
    private int accepted;
    private int blank;
    private int notCounted;
    private int bytes;
    private long end;
    private CompletableFuture<?> outcome;

    /** @param entry the entry under which the lines are counted */
    Chunk(String entry) {
        this.entry = entry;
    }

    /**
     * Takes a line that was understood.
     *
     * @param line what it tells of; nothing when it is understood and tells nothing that is counted
     */
    void accept(List<Observation> line, int lineBytes) {
        if (line.isEmpty()) {
            notCounted++;
        } else {
            accepted++;
            observations.addAll(line);
        }
        bytes += lineBytes;
    }

    void bury(DeadLetter letter, int lineBytes) {
        dead.add(letter);
        bytes += lineBytes;
    }

    void dropBlank() {
        blank++;
    }

    boolean isFull() {
        return lines() >= MAX_LINES || observations.size() >= MAX_LINES || bytes >= MAX_BYTES;
    }

    boolean isEmpty() {
        return lines() == 0;
    }

    private int lines() {
        return accepted + dead.size() + dropped();
    }

    /**
     * Hands the lines on; blocks while there is no room.
     *
     * @param endOffset the file's offset after the last line
     * @param whenSettled called, from any thread, once the broker has decided
     */
    void send(ObservationSink sink, long endOffset, Runnable whenSettled) {
        end = endOffset;
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        if (!observations.isEmpty()) {
            parts.add(sink.publish(entry, observations));
        }
        if (parts.isEmpty() || !parts.get(0).isCompletedExceptionally()) {
            dead.forEach(letter -> parts.add(sink.reject(letter)));
        }
        outcome = CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
                .whenComplete((nothing, failure) -> whenSettled.run());
    }

    /** Counts what was left out on purpose; only once the lines around it are confirmed, because they may be read again. */
    void countDropped(ObservationSink sink) {
        for (int i = 0; i < blank; i++) {
            sink.drop(entry, BLANK_LINE);
        }
        for (int i = 0; i < notCounted; i++) {
            sink.drop(entry, NOT_COUNTED);
        }
    }

    boolean isSettled() {
        return outcome.isDone();
    }

    boolean isConfirmed() {
        return outcome.isDone() && !outcome.isCompletedExceptionally();
    }

    boolean hasFailed() {
        return outcome.isCompletedExceptionally();
    }

    /** Why the broker did not take it. */
    String failure() {
        return outcome.handle((nothing, failure) -> failure == null
                        ? ""
                        : failure.getCause() == null
                                ? String.valueOf(failure.getMessage())
                                : String.valueOf(failure.getCause().getMessage()))
                .getNow("");
    }

    long end() {
        return end;
    }

    /** Lines that told something. */
    int accepted() {
        return accepted;
    }

    /** Lines that were left out on purpose. */
    int dropped() {
        return blank + notCounted;
    }

    List<DeadLetter> dead() {
        return dead;
    }
}
