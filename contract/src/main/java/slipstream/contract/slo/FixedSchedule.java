package slipstream.contract.slo;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One span, once. */
record FixedSchedule(Instant from, Instant to) implements Schedule {
    FixedSchedule {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "a span ends after it begins, and this one begins at " + from + " and ends at " + to);
        }
    }

    @Override
    public boolean covers(long timeMillis) {
        return timeMillis >= from.toEpochMilli() && timeMillis < to.toEpochMilli();
    }

    @Override
    public List<BudgetPeriod.Span> between(long fromMillis, long toMillis) {
        return from.toEpochMilli() < toMillis && to.toEpochMilli() > fromMillis
                ? List.of(new BudgetPeriod.Span(from, to))
                : List.of();
    }

    @Override
    public String canonicalText() {
        return "once " + from + " " + to;
    }
}
