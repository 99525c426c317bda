package slipstream.streams.classify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    private final Map<String, Long> marks = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    /** @param stored the mark of a source as of the last commit, or null */
    HighWaterMarks(Function<String, Long> stored) {
        this.stored = stored;
    }

    /** Whether this is news; if so, the source's mark rises to it. */
    boolean isNews(Origin origin) {
        Long mark = marks.get(origin.source());
        if (mark == null) {
            Long before = stored.apply(origin.source());
            mark = before == null ? 0L : before;
        }
        if (origin.sequence() <= mark) {
            marks.putIfAbsent(origin.source(), mark);
            return false;
        }
        marks.put(origin.source(), origin.sequence());
        changed.add(origin.source());
        return true;
    }

    /** Hands over the marks that have risen. */
    void drain(BiConsumer<String, Long> store) {
        changed.forEach(source -> store.accept(source, marks.get(source)));
        changed.clear();
        if (marks.size() > ON_THE_HEAP) {
            marks.clear();
        }
    }
}
