package slipstream.bench.throughput;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import slipstream.bench.process.Machine;
import slipstream.bench.process.Scratch;

/** Runs the contenders in turn over the same observations and tells what each took. */
public final class ThroughputBench {
    private static final long MEANINGFUL = 1_000_000;

    private final ThroughputOptions options;
    private final PrintStream out;
    private final List<Round> rounds = new ArrayList<>();

    public ThroughputBench(ThroughputOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Returns whether every count was right. */
    public boolean run() throws IOException {
        Machine before = Machine.now();
        out.println(before);
        try (Scratch scratch = Scratch.create(options.folder());
                Lineup lineup = Lineup.prepare(scratch, options, out)) {
            if (options.events() < MEANINGFUL) {
                say(
                        "with fewer than %,d observations most of it is the start of the jobs: figures of such a run say nothing",
                        MEANINGFUL);
            }
            say(
                    "each observation counts for %.2f of the 100 SLOs",
                    (double) lineup.truth().counted() / lineup.truth().events());
            for (int number = 1 - options.warmUp(); number <= options.rounds(); number++) {
                if (number == 1
                        && options.profile().isPresent()
                        && lineup.slipstream().isPresent()) {
                    lineup.slipstream().get().process().profile();
                }
                for (Entrant entrant : lineup.entrants()) {
                    tell(entrant.run(number));
                }
            }
            if (options.profile().isPresent() && lineup.slipstream().isPresent()) {
                lineup.slipstream()
                        .get()
                        .process()
                        .writeProfile(options.profile().get());
            }
            Results results = new Results(lineup.workload(), options.rounds(), rounds, before, Machine.now());
            out.print(Report.of(results));
            if (options.json().isPresent()) {
                results.write(options.json().get());
            }
            return results.isVerified();
        }
    }

    private void tell(Round round) {
        rounds.add(round);
        say(
                "%s %-24s %,11.0f ev/s %,11.0f ev/CPU-s %8.3f CPU-s/M %8.2f B/ev  %s",
                round.number() < 1 ? "warm-up" : "round " + round.number(),
                round.contender(),
                round.figures().eventsPerSecond(),
                round.figures().eventsPerProcessorSecond(),
                round.figures().processorSecondsPerMillion(),
                round.figures().bytesPerEvent(),
                round.isVerified() ? "verified" : "WRONG");
        round.problems().stream().limit(5).forEach(problem -> say("    %s", problem));
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
