package slipstream.bench.throughput;

import java.util.List;
import slipstream.bench.process.Figures;

/**
 * One round of one contender.
 *
 * @param number from 1; 0 is the one to get warm, which is not in the results
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
