package slipstream.bench.throughput;

import java.util.List;
import slipstream.bench.process.Figures;

/**
 * One round of one contender.
 *
 * @param number from 1; those below are to get warm and are not in the results
 * @param problems where its counts differ from the truth
 */
record Round(String contender, int number, Figures figures, List<String> problems) {
    Round {
        problems = List.copyOf(problems);
    }

    boolean isVerified() {
        return problems.isEmpty();
    }
}
