package slipstream.bench.peer;

import java.util.List;
import slipstream.bench.process.Figures;

/**
 * One round of one of the three.
 *
 * @param number from 1; the ones before are there to get warm, and not in the results
 * @param problems where its counts differ from the truth
 */
record FlinkRound(Contender contender, int number, Figures figures, List<String> problems) {
    /** Who takes part. */
    enum Contender {
        SLIPSTREAM("Slipstream, the whole stream job, exactly once"),
        FLINK_TUMBLING("Flink, 10 s tumbling windows, no output"),
        FLINK_SLIDING("Flink, 1 min windows every 10 s, no output");

        private final String words;

        Contender(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    FlinkRound {
        problems = List.copyOf(problems);
    }
}
