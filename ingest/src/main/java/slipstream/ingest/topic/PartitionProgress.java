package slipstream.ingest.topic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * How far one partition has been read, and how far what came of it is confirmed. The offset to commit moves only over what is confirmed
 * without a gap. Not thread-safe; the futures may complete anywhere.
 */
final class PartitionProgress {
    private final String source;
    private final Deque<Step> onTheWay = new ArrayDeque<>();
    private long confirmedOffset;
    private long nextOffset;
    private boolean hasNews;

    /** @param nextOffset the offset of the record to come after it, when this has been confirmed and everything before it */
    private record Step(CompletableFuture<Void> confirmation, long nextOffset, int size) {}

    /** @param firstOffset the first offset that is read */
    PartitionProgress(String source, long firstOffset) {
        this.source = source;
        this.confirmedOffset = firstOffset;
        this.nextOffset = firstOffset;
    }

    String source() {
        return source;
    }

    /** The lowest offset that can come next. */
    long nextOffset() {
        return nextOffset;
    }

    /** Takes note of something handed on. */
    void add(CompletableFuture<Void> confirmation, long offsetAfter, int size) {
        onTheWay.addLast(new Step(confirmation, offsetAfter, size));
        nextOffset = Math.max(nextOffset, offsetAfter);
    }

    /** How many observations are on their way. */
    int inFlight() {
        return onTheWay.stream().mapToInt(Step::size).sum();
    }

    /** Moves over what has been confirmed. */
    void advance() {
        while (!onTheWay.isEmpty() && isConfirmed(onTheWay.peekFirst())) {
            long offset = onTheWay.removeFirst().nextOffset();
            hasNews |= offset > confirmedOffset;
            confirmedOffset = Math.max(confirmedOffset, offset);
        }
    }

    private static boolean isConfirmed(Step step) {
        return step.confirmation().isDone() && !step.confirmation().isCompletedExceptionally();
    }

    /** The offset to commit, if it has moved since the last time it was asked for. */
    OptionalLong takeNews() {
        boolean news = hasNews;
        hasNews = false;
        return news ? OptionalLong.of(confirmedOffset) : OptionalLong.empty();
    }

    /** The offset up to which everything is confirmed. */
    long confirmedOffset() {
        return confirmedOffset;
    }

    /** Whether something was not taken, so that reading has to begin again where confirmation ended. */
    boolean hasFailed() {
        return onTheWay.stream().anyMatch(step -> step.confirmation().isCompletedExceptionally());
    }

    /** Whether nothing is on its way any more, be it confirmed or not. */
    boolean isSettled() {
        return onTheWay.stream().allMatch(step -> step.confirmation().isDone());
    }

    /** Forgets what was not taken: it will be read again. */
    void rewind() {
        onTheWay.clear();
        nextOffset = confirmedOffset;
    }
}
