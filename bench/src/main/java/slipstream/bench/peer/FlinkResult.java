package slipstream.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import slipstream.bench.peer.FlinkRound.Contender;

/**
 * What the rounds gave.
 *
 * @param toTumbling events for each second of processor time, Slipstream's divided by those of Flink's tumbling windows in the same
 *     round; the median
 * @param toSliding the same for sliding windows
 * @param verified whether every count of every round was right
 * @param rounds all of them
 */
record FlinkResult(double toTumbling, double toSliding, boolean verified, List<FlinkRound> rounds) {
    static FlinkResult of(List<FlinkRound> rounds) {
        return new FlinkResult(
                median(ratios(rounds, Contender.FLINK_TUMBLING)),
                median(ratios(rounds, Contender.FLINK_SLIDING)),
                rounds.stream().allMatch(round -> round.problems().isEmpty()),
                List.copyOf(rounds));
    }

    private static List<Double> ratios(List<FlinkRound> rounds, Contender other) {
        List<Double> ours = rates(rounds, Contender.SLIPSTREAM);
        List<Double> theirs = rates(rounds, other);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return ratios;
    }

    private static List<Double> rates(List<FlinkRound> rounds, Contender contender) {
        return rounds.stream()
                .filter(round -> round.contender() == contender && round.number() > 0)
                .map(round -> round.figures().eventsPerProcessorSecond())
                .toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    /** For people. */
    String table() {
        StringBuilder text = new StringBuilder("events for each second of processor time, median of the rounds:\n");
        for (Contender contender : Contender.values()) {
            text.append(String.format(
                    Locale.ROOT, "  %-48s %,10.0f%n", contender.words(), median(rates(rounds, contender))));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "Slipstream / Flink in the same round: %.2f (%s) to tumbling, %.2f (%s) to sliding windows%n%s",
                        toTumbling,
                        spread(Contender.FLINK_TUMBLING),
                        toSliding,
                        spread(Contender.FLINK_SLIDING),
                        verified ? "every count is right" : "COUNTS ARE WRONG, see above"))
                .toString();
    }

    private String spread(Contender other) {
        List<Double> sorted = ratios(rounds, other).stream().sorted().toList();
        return String.format(Locale.ROOT, "%.2f to %.2f", sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
