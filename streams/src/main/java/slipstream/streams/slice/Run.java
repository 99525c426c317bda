package slipstream.streams.slice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The latest results of one lane, by event time: enough to tell how many in a row were bad. Runs can be merged in any order,
 * because "the latest n" does not depend on it: associative, commutative.
 *
 * @param results in ascending order of time, at most as many as are looked at
 */
public record Run(List<Result> results) {
    /** One result; where two have the same instant, the bad one counts as the later. */
    public record Result(long timeMillis, boolean isBad) {
        static final Comparator<Result> BY_TIME =
                Comparator.comparingLong(Result::timeMillis).thenComparing(Result::isBad);
    }

    public Run {
        results = List.copyOf(results);
    }

    public static Run of(long timeMillis, boolean isBad) {
        return new Run(List.of(new Result(timeMillis, isBad)));
    }

    /** The latest {@code kept} of both. */
    public Run plus(Run other, int kept) {
        List<Result> all = new ArrayList<>(results);
        all.addAll(other.results);
        all.sort(Result.BY_TIME);
        return new Run(all.subList(Math.max(0, all.size() - kept), all.size()));
    }

    /** How many of the latest were bad, without a good one between. */
    public int badInARow() {
        int bad = 0;
        for (int i = results.size() - 1; i >= 0 && results.get(i).isBad(); i--) {
            bad++;
        }
        return bad;
    }

    public long lastMillis() {
        return results.get(results.size() - 1).timeMillis();
    }
}
