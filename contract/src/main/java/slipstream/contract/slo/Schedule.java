package slipstream.contract.slo;

import java.time.Instant;
import java.util.List;

/** Spans of time, once or again and again. Immutable, thread-safe; a span's start belongs to it, its end does not. */
public interface Schedule {
    /** One span, from an instant to another. */
    static Schedule once(Instant from, Instant to) {
        return new FixedSchedule(from, to);
    }

    /** Whether an instant, in milliseconds since the epoch, lies in one of the spans. */
    boolean covers(long timeMillis);

    /** The spans that overlap an interval, merged and in ascending order; for people and for tests. */
    List<BudgetPeriod.Span> between(long fromMillis, long toMillis);

    /** Everything that decides when, in one text. */
    String canonicalText();
}
