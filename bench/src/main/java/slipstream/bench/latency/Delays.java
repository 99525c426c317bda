package slipstream.bench.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Delays in nanoseconds, all of them kept, so that percentiles are exact. Thread-safe. */
final class Delays {
    private static final double NANOS_IN_MILLIS = 1e6;

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long delayNanos) {
        nanos.add(delayNanos);
    }

    int count() {
        return nanos.size();
    }

    /** The smallest delay that so many of a hundred do not exceed, in milliseconds; not a number when there is none. */
    double percentileMillis(double percent) {
        List<Long> sorted;
        synchronized (nanos) {
            sorted = new ArrayList<>(nanos);
        }
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1)) / NANOS_IN_MILLIS;
    }

    void writeTo(ObjectNode json) {
        json.put("count", count());
        json.put("p50Millis", percentileMillis(50));
        json.put("p95Millis", percentileMillis(95));
        json.put("p99Millis", percentileMillis(99));
        json.put("maxMillis", percentileMillis(100));
    }
}
