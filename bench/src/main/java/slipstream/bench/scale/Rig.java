package slipstream.bench.scale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.load.Workload;
import slipstream.bench.process.Cluster;
import slipstream.bench.process.Figures;
import slipstream.bench.process.Scratch;
import slipstream.bench.throughput.Watch;
import slipstream.streams.StreamsSettings;

/** What all parts of the benchmark of scale do alike: run the stream job from nothing until every count is right, and tell. */
final class Rig {
    private static final int PER_SECOND = 10_000;
    private static final long COMMIT_MILLIS = 1_000;

    private final Scratch scratch;
    private final PrintStream out;
    private final ScaleOptions options;
    private final ObjectNode results = JsonNodeFactory.instance.objectNode();
    private boolean isVerified = true;

    Rig(Scratch scratch, PrintStream out, ScaleOptions options) {
        this.scratch = scratch;
        this.out = out;
        this.options = options;
    }

    Scratch scratch() {
        return scratch;
    }

    ScaleOptions options() {
        return options;
    }

    ObjectNode results() {
        return results;
    }

    boolean isVerified() {
        return isVerified;
    }

    /** Requests that end about now. */
    Workload workload(long events, int services, int tenants) {
        long span = events * 1_000 / PER_SECOND;
        return new Workload(events, 1, InstantSource.system().millis() - span, PER_SECOND, services, tenants);
    }

    /**
     * Runs the job once.
     *
     * @param processes the instances of it, usually one
     * @param watch sees when every count is right; closed at the end
     * @param threads of each instance
     * @return the figures of all instances together
     */
    Figures run(
            Cluster cluster, List<ContenderProcess> processes, Watch<?> watch, long revision, int threads, long events)
            throws IOException {
        Path state = scratch.folder("state");
        try (watch) {
            for (int i = 0; i < processes.size(); i++) {
                processes
                        .get(i)
                        .begin(JsonNodeFactory.instance
                                .objectNode()
                                .put("commitMillis", COMMIT_MILLIS)
                                .put("revision", revision)
                                .put("threads", threads)
                                .put("slices", false)
                                .put("bootstrap", cluster.bootstrapServers())
                                .put("state", state.resolve(Integer.toString(i)).toString()));
            }
            List<String> problems = watch.awaitTruth();
            isVerified &= problems.isEmpty();
            problems.stream().limit(5).forEach(problem -> say("    WRONG: %s", problem));
            List<Figures> figures = new ArrayList<>();
            for (ContenderProcess process : processes) {
                figures.add(process.end(events).figures());
            }
            cluster.reset(StreamsSettings.APPLICATION_ID, Cluster.written());
            return together(events, figures);
        } finally {
            Scratch.remove(state);
        }
    }

    private static Figures together(long events, List<Figures> each) {
        return new Figures(
                events,
                sum(each, Figures::processorNanos),
                each.stream().mapToLong(Figures::wallNanos).max().orElse(0),
                sum(each, Figures::collectingMillis),
                sum(each, Figures::peakHeapBytes),
                sum(each, Figures::peakResidentBytes),
                sum(each, Figures::producedBytes));
    }

    private static long sum(List<Figures> each, ToLongFunction<Figures> figure) {
        return each.stream().mapToLong(figure).sum();
    }

    /** The middle of several. */
    static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        return median(
                rounds.stream().map(figures -> figure.applyAsDouble(figures)).toList());
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
