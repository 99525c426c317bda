package slipstream.app;

import java.util.Collection;
import java.util.List;

/** Nearest-rank percentiles of durations. */
final class Percentile {
    private Percentile() {}

    /** The smallest of the values that at least so many percent of them do not exceed. */
    static long of(Collection<Long> values, int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(sorted.size() * percent / 100d);
        return sorted.get(Math.max(0, rank - 1));
    }
}
