package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import slipstream.contract.event.Origin;

/**
 * Recognises what was counted already: within one source the sequence only grows, so everything at or below the mark is a
 * resend. Marks live on the heap and are stored when drained. Mutable, not thread-safe.
 */
final class HighWaterMarks {
    /** Beyond so many sources the heap forgets those that are stored; they are read again when they come back. */
    private static final int ON_THE_HEAP = 10_000;

    private final Function<String, Long> stored;
    private final Map<String, Mark> marks = new HashMap<>();
    private final List<Mark> risen = new ArrayList<>();

    /** How far a source has been counted. */
    private static final class Mark {
        private final String source;
        private long sequence;
        private boolean hasRisen;

        Mark(String source, long sequence) {
            this.source = source;
            this.sequence = sequence;
        }
    }

    /** @param stored the mark of a source as of the last commit, or null */
    HighWaterMarks(Function<String, Long> stored) {
        this.stored = stored;
    }

    /** Whether this is news; if so, the source's mark rises to it. */
    boolean isNews(Origin origin) {
        Mark mark = marks.get(origin.source());
        if (mark == null) {
            Long before = stored.apply(origin.source());
            mark = new Mark(origin.source(), before == null ? 0L : before);
            marks.put(origin.source(), mark);
        }
        if (origin.sequence() <= mark.sequence) {
            return false;
        }
        mark.sequence = origin.sequence();
        if (!mark.hasRisen) {
            mark.hasRisen = true;
            risen.add(mark);
        }
        return true;
    }

    /** Hands over the marks that have risen. */
    void drain(BiConsumer<String, Long> store) {
        for (Mark mark : risen) {
            store.accept(mark.source, mark.sequence);
            mark.hasRisen = false;
        }
        risen.clear();
        if (marks.size() > ON_THE_HEAP) {
            marks.clear();
        }
    }
}
