package slipstream.bench.throughput;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import slipstream.bench.contender.Contenders;
import slipstream.bench.process.Figures;

/** The results for people: a table, the ratios, and a chart. */
final class Report {
    private static final int WIDTH = 50;
    private static final double MIB = 1 << 20;

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private Report(Results results) {
        this.results = results;
    }

    static String of(Results results) {
        Report report = new Report(results);
        report.table();
        report.ratios();
        report.chart();
        return report.text.toString();
    }

    private void table() {
        line("");
        line(
                "%-24s %12s %12s %12s %10s %10s %10s",
                "medians of " + results.rounds() + " rounds",
                "events/s",
                "per CPU-s",
                "CPU-s/M",
                "bytes/event",
                "heap MiB",
                "RSS MiB");
        for (String contender : results.contenders()) {
            line(
                    "%-24s %,12.0f %,12.0f %12.2f %10.2f %10.0f %10.0f",
                    contender,
                    median(contender, Figures::eventsPerSecond),
                    median(contender, Figures::eventsPerProcessorSecond),
                    median(contender, Figures::processorSecondsPerMillion),
                    median(contender, Figures::bytesPerEvent),
                    most(contender, figures -> figures.peakHeapBytes() / MIB),
                    most(contender, figures -> figures.peakResidentBytes() / MIB));
        }
        line(
                "CPU: all threads of the contender's own process, and nobody else's. Bytes: sent to the broker, protocol included.");
        line("Heap: the most that was in use after a collection in any round. RSS: the most that the process held.");
        line(
                "The plain DSL jobs read the first %,d of the %,d observations only, because they are so much slower.",
                Math.max(1, results.workload().events() / Lineup.FEWER_FOR_DSL),
                results.workload().events());
    }

    private double median(String contender, ToDoubleFunction<Figures> figure) {
        return results.sample(contender, figure).map(Sample::median).orElse(Double.NaN);
    }

    private double most(String contender, ToDoubleFunction<Figures> figure) {
        return results.sample(contender, figure).map(Sample::max).orElse(Double.NaN);
    }

    private void ratios() {
        line("");
        line("Events for each CPU second, as a ratio in the same round: median (lowest to highest)");
        tell("Slipstream ÷ consumer + databind parse", results.ratio(Contenders.SLIPSTREAM, Contenders.PARSE));
        tell("  with 100 observations in a record", results.ratio(Contenders.SLIPSTREAM_BATCHED, Contenders.PARSE));
        tell("Slipstream ÷ tuned DSL, 1 min windows", results.ratio(Contenders.SLIPSTREAM, Contenders.DSL));
        tell("Slipstream ÷ tuned DSL, 10 s windows", results.ratio(Contenders.SLIPSTREAM, Contenders.DSL_TUMBLING));
        tell(
                "Slipstream ÷ DSL, both as they come",
                results.ratio(Contenders.SLIPSTREAM_COMMIT_100MS, Contenders.DSL_AS_IT_COMES));
        line("Bytes to the broker for each observation");
        tell("  with a commit each second", results.sample(Contenders.SLIPSTREAM.word(), Figures::bytesPerEvent));
        tell(
                "  with a commit each 100 ms",
                results.sample(Contenders.SLIPSTREAM_COMMIT_100MS.word(), Figures::bytesPerEvent));
        line(
                "%s",
                results.isVerified()
                        ? "Every count of every round equals the truth."
                        : "COUNTS ARE WRONG, see above: no figure here means anything.");
    }

    private void tell(String what, Optional<Sample> sample) {
        sample.ifPresent(measured -> line("  %-40s %s", what, measured));
    }

    private void chart() {
        line("");
        line("Events for each CPU second");
        double longest = results.contenders().stream()
                .mapToDouble(contender -> median(contender, Figures::eventsPerProcessorSecond))
                .max()
                .orElse(1);
        for (Contenders contender : Contenders.values()) {
            results.sample(contender.word(), Figures::eventsPerProcessorSecond).ifPresent(sample -> {
                int length = Math.max(1, (int) Math.round(sample.median() / longest * WIDTH));
                line("  %-38s %,11.0f %s", contender.description(), sample.median(), "#".repeat(length));
            });
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
