package slipstream.bench.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipstream.bench.load.Truth;

/** Compares slices of ten seconds, as the product's slice reader tells them, with the truth. */
final class Slices {
    /** Slices of ten seconds are kept for an hour; those that are about to end are not looked for. */
    private static final Duration KEPT = Duration.ofMinutes(58);

    private Slices() {}

    /**
     * What is wrong.
     *
     * @param found for each SLO rows of start, total and bad
     * @param nowMillis the wall clock
     */
    static List<String> problems(JsonNode found, Truth truth, long nowMillis) {
        List<String> problems = new ArrayList<>();
        long oldest = nowMillis - KEPT.toMillis();
        for (String slo : truth.bySlo().keySet()) {
            Map<Long, String> rows = new HashMap<>();
            found.path(slo)
                    .forEach(row -> rows.put(
                            row.get(0).asLong(),
                            words(row.get(2).asLong(), row.get(1).asLong())));
            truth.slices(slo).forEach((start, counts) -> {
                String right = words(counts.bad(), counts.total());
                String there = rows.remove(start);
                if (start >= oldest && !right.equals(there)) {
                    problems.add("slice " + start + " of " + slo + ": " + there + " instead of " + right);
                }
            });
            rows.forEach((start, counts) ->
                    problems.add("slice " + start + " of " + slo + ": " + counts + " instead of none"));
        }
        return problems;
    }

    private static String words(long bad, long total) {
        return bad + " bad of " + total;
    }
}
