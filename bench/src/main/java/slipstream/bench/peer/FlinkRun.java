package slipstream.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.contender.Contenders;
import slipstream.bench.load.Producing;
import slipstream.bench.load.Slo;
import slipstream.bench.load.Truth;
import slipstream.bench.load.Workload;
import slipstream.bench.process.Cluster;
import slipstream.bench.process.Scratch;
import slipstream.bench.throughput.BudgetWatch;
import slipstream.streams.StreamsSettings;

/** Slipstream and Flink in turn over the same observations, each in a JVM that lives as long as the run. */
final class FlinkRun {
    private static final int PER_SECOND = 10_000;
    private static final int COMMIT_MILLIS = 1_000;

    /** A window of a minute that begins each ten seconds: each event is in six. */
    private static final int WINDOWS_OF_AN_EVENT = 6;

    private static final String FLINK = "slipstream.bench.flink.FlinkContender";

    private final Plan plan;
    private final String flinkClassPath;
    private final PrintWriter out;
    private final List<FlinkRound> rounds = new ArrayList<>();

    /** What is run. */
    record Plan(long events, int warmUp, int rounds, long seed) {}

    FlinkRun(Plan plan, String flinkClassPath, PrintWriter out) {
        this.plan = plan;
        this.flinkClassPath = flinkClassPath;
        this.out = out;
    }

    List<FlinkRound> measure() throws Exception {
        try (Scratch scratch = Scratch.create(Optional.empty());
                Cluster cluster = Cluster.start(scratch, "kafka")) {
            Truth truth = new Truth(Slo.hundred());
            long first = InstantSource.system().millis() - plan.events() * 1_000 / PER_SECOND;
            Workload workload = new Workload(plan.events(), plan.seed(), first, PER_SECOND);
            Producing.observations(cluster.kafka(), workload, 1, truth::count);
            long revision = cluster.define(Slo.documents(Slo.hundred()));
            String bootstrap = cluster.bootstrapServers();
            try (ContenderProcess slipstream = ContenderProcess.start(Contenders.SLIPSTREAM, bootstrap, scratch);
                    ContenderProcess tumbling = flink("flink-tumbling", bootstrap, scratch);
                    ContenderProcess sliding = flink("flink-sliding", bootstrap, scratch)) {
                for (int number = 1 - plan.warmUp(); number <= plan.rounds(); number++) {
                    slipstream(slipstream, cluster, truth, number, revision, scratch.folder("state-" + number));
                    flink(FlinkRound.Contender.FLINK_TUMBLING, tumbling, truth, number, 1);
                    flink(FlinkRound.Contender.FLINK_SLIDING, sliding, truth, number, WINDOWS_OF_AN_EVENT);
                }
            }
        }
        return rounds;
    }

    private ContenderProcess flink(String name, String bootstrapServers, Scratch scratch) throws IOException {
        return ContenderProcess.start(name, scratch, flinkClassPath, FLINK, bootstrapServers);
    }

    private void slipstream(
            ContenderProcess process, Cluster cluster, Truth truth, int number, long revision, Path state)
            throws IOException {
        try (BudgetWatch watch = new BudgetWatch(cluster.kafka(), truth)) {
            process.begin(JsonNodeFactory.instance
                    .objectNode()
                    .put("commitMillis", COMMIT_MILLIS)
                    .put("revision", revision)
                    .put("state", state.toString()));
            List<String> problems = watch.awaitTruth();
            ContenderProcess.Answer answer = process.end(truth.events());
            tell(new FlinkRound(FlinkRound.Contender.SLIPSTREAM, number, answer.figures(), problems));
        }
        cluster.reset(StreamsSettings.APPLICATION_ID, Cluster.written());
    }

    private void flink(
            FlinkRound.Contender contender, ContenderProcess process, Truth truth, int number, int windowsOfAnEvent)
            throws IOException {
        process.begin(JsonNodeFactory.instance.objectNode().put("sliding", windowsOfAnEvent > 1));
        ContenderProcess.Answer answer = process.end(truth.events());
        tell(new FlinkRound(contender, number, answer.figures(), problems(answer.evidence(), truth, windowsOfAnEvent)));
    }

    private static List<String> problems(JsonNode evidence, Truth truth, int windowsOfAnEvent) {
        List<String> problems = new ArrayList<>();
        truth.bySlo().forEach((slo, counts) -> {
            long total = evidence.path("total:" + slo).asLong();
            long bad = evidence.path("bad:" + slo).asLong();
            if (total != counts.total() * windowsOfAnEvent || bad != counts.bad() * windowsOfAnEvent) {
                problems.add(slo + ": " + bad + " bad of " + total + " instead of " + windowsOfAnEvent + " times "
                        + counts.bad() + " of " + counts.total());
            }
        });
        return problems;
    }

    private void tell(FlinkRound round) {
        rounds.add(round);
        out.println(String.format(
                Locale.ROOT,
                "%2d  %-48s %,9.0f ev/CPU-s  %,9.0f ev/s  heap %d MiB  rss %d MiB  %s",
                round.number(),
                round.contender().words(),
                round.figures().eventsPerProcessorSecond(),
                round.figures().eventsPerSecond(),
                round.figures().peakHeapBytes() >> 20,
                round.figures().peakResidentBytes() >> 20,
                round.problems().isEmpty()
                        ? "verified"
                        : round.problems()
                                .subList(0, Math.min(3, round.problems().size()))));
        out.flush();
    }
}
