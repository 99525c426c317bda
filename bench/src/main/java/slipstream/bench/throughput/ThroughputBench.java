package slipstream.bench.throughput;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.contender.Contenders;
import slipstream.bench.load.Slo;
import slipstream.bench.load.Truth;
import slipstream.bench.load.Workload;
import slipstream.contract.topic.Topics;
import slipstream.streams.StreamsSettings;

/** Runs the contenders in turn over the same observations and tells what each took. */
public final class ThroughputBench {
    private static final int PER_SECOND = 10_000;

    private final ThroughputOptions options;
    private final PrintStream out;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Round> rounds = new ArrayList<>();

    public ThroughputBench(ThroughputOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Returns whether every count was right. */
    public boolean run() throws Exception {
        Path folder = Files.createTempDirectory("slipstream-bench");
        try (Cluster cluster = Cluster.start(folder.resolve("kafka"))) {
            long span = options.events() * 1_000 / PER_SECOND;
            Workload workload = new Workload(
                    options.events(), options.seed(), InstantSource.system().millis() - span, PER_SECOND);
            List<Slo> slos = Slo.hundred();
            Truth truth = new Truth(slos);
            long begin = System.nanoTime();
            Producing.into(cluster, workload, 1, truth);
            long revision = cluster.define(Slo.documents(slos));
            say(
                    "%,d observations produced in %.1f s; each counts for %.2f SLOs",
                    truth.events(), (System.nanoTime() - begin) / 1e9, (double) truth.counted() / truth.events());
            try (ContenderProcess consume = ContenderProcess.start(Contenders.CONSUME, cluster.bootstrapServers());
                    ContenderProcess parse = ContenderProcess.start(Contenders.PARSE, cluster.bootstrapServers());
                    ContenderProcess slipstream =
                            ContenderProcess.start(Contenders.SLIPSTREAM, cluster.bootstrapServers())) {
                for (int number = 0; number <= options.rounds(); number++) {
                    if (number == 1 && options.profile().isPresent()) {
                        slipstream.profile();
                    }
                    read(Contenders.CONSUME, consume, number, truth);
                    read(Contenders.PARSE, parse, number, truth);
                    job(slipstream, cluster, number, truth, revision, folder.resolve("state-" + number));
                }
                if (options.profile().isPresent()) {
                    slipstream.writeProfile(options.profile().get());
                }
            }
        } finally {
            delete(folder);
        }
        return rounds.stream().allMatch(round -> round.problems().isEmpty());
    }

    private void read(String name, ContenderProcess process, int number, Truth truth) throws IOException {
        process.begin(json.createObjectNode());
        ContenderProcess.Answer answer = process.end(truth.events());
        List<String> problems = new ArrayList<>();
        if (answer.evidence().get("records").asLong() != truth.events()) {
            problems.add("records: " + answer.evidence().get("records") + " instead of " + truth.events());
        }
        tell(new Round(name, number, answer.figures(), problems));
    }

    private void job(ContenderProcess process, Cluster cluster, int number, Truth truth, long revision, Path state)
            throws IOException {
        cluster.reset(StreamsSettings.APPLICATION_ID, Cluster.written());
        ObjectNode arguments = json.createObjectNode()
                .put("commitMillis", 1_000)
                .put("revision", revision)
                .put("state", state.toString());
        try (BudgetWatch watch = new BudgetWatch(cluster.kafka())) {
            process.begin(arguments);
            List<String> problems = new ArrayList<>(watch.awaitTruth(truth));
            ContenderProcess.Answer answer = process.end(truth.events());
            problems.addAll(Slices.problems(
                    answer.evidence(), truth, InstantSource.system().millis()));
            long lag = cluster.lag(
                    StreamsSettings.APPLICATION_ID, Topics.OBSERVATIONS.name(), Topics.OBSERVATIONS.partitions());
            if (lag != 0) {
                problems.add("lag: " + lag);
            }
            tell(new Round(Contenders.SLIPSTREAM, number, answer.figures(), problems));
        }
        delete(state);
    }

    private void tell(Round round) {
        rounds.add(round);
        say(
                "%-20s %d  %,9.0f ev/s  %,9.0f ev/CPU-s  %.3f CPU-s/M  %.2f B/ev  heap %d MiB  rss %d MiB  gc %d ms  %s",
                round.contender(),
                round.number(),
                round.figures().eventsPerSecond(),
                round.figures().eventsPerProcessorSecond(),
                round.figures().processorSecondsPerMillion(),
                round.figures().bytesPerEvent(),
                round.figures().peakHeapBytes() >> 20,
                round.figures().peakResidentBytes() >> 20,
                round.figures().collectingMillis(),
                round.problems().isEmpty()
                        ? "verified"
                        : round.problems()
                                .subList(0, Math.min(5, round.problems().size())));
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
