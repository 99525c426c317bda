package slipstream.bench.throughput;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.contender.Contenders;
import slipstream.bench.contender.PlainDsl;
import slipstream.bench.load.Producing;
import slipstream.bench.load.Slo;
import slipstream.bench.load.Truth;
import slipstream.bench.load.Workload;
import slipstream.bench.process.Cluster;
import slipstream.bench.process.Scratch;
import slipstream.contract.topic.Topics;
import slipstream.streams.StreamsSettings;

/** The clusters with the observations on them, and the contenders in the order in which they run. */
final class Lineup implements AutoCloseable {
    static final long COMMIT_MILLIS = 1_000;
    static final long QUICK_COMMIT_MILLIS = 100;
    static final int BATCH = 100;

    /** The plain job gets a tenth of the observations: it is about 25 times slower. */
    static final int FEWER_FOR_DSL = 10;

    private static final Map<Contenders, PlainDsl.Windows> DSLS = new EnumMap<>(Map.of(
            Contenders.DSL_TUMBLING, PlainDsl.Windows.TUMBLING,
            Contenders.DSL, PlainDsl.Windows.HOPPING,
            Contenders.DSL_AS_IT_COMES, PlainDsl.Windows.HOPPING));

    private static final int PER_SECOND = 10_000;

    /** All of it must be younger than the slices of ten seconds that are compared at the end. */
    private static final Duration LONGEST_SPAN = Duration.ofMinutes(25);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Scratch scratch;
    private final List<Contenders> only;
    private final PrintStream out;
    private final List<Slo> slos = Slo.hundred();
    private final Workload workload;
    private final Truth truth = new Truth(slos);
    private final Truth truthOfFirst = new Truth(slos);
    private final List<Entrant> entrants = new ArrayList<>();

    private Lineup(Scratch scratch, ThroughputOptions options, PrintStream out) {
        this.scratch = scratch;
        this.out = out;
        this.only = options.only();
        int perSecond = (int) Math.max(PER_SECOND, options.events() / LONGEST_SPAN.toSeconds());
        long span = options.events() * 1_000 / perSecond;
        this.workload = new Workload(
                options.events(), options.seed(), InstantSource.system().millis() - span, perSecond);
    }

    /** Starts the brokers, produces the observations and starts the contenders. */
    static Lineup prepare(Scratch scratch, ThroughputOptions options, PrintStream out) throws IOException {
        Lineup lineup = new Lineup(scratch, options, out);
        try {
            lineup.open();
            return lineup;
        } catch (IOException | RuntimeException e) {
            lineup.close();
            throw e;
        }
    }

    private void open() throws IOException {
        Cluster single = add(Cluster.start(scratch, "single"));
        produce("one in a record", () -> Producing.observations(single.kafka(), workload, 1, truth::count));
        if (only.contains(Contenders.CONSUME)) {
            reader(Contenders.CONSUME, single);
        }
        if (only.contains(Contenders.PARSE)) {
            reader(Contenders.PARSE, single);
        }
        for (Contenders contender : List.of(Contenders.SLIPSTREAM, Contenders.SLIPSTREAM_COMMIT_100MS)) {
            if (only.contains(contender)) {
                slipstream(contender, single);
            }
        }
        if (only.contains(Contenders.SLIPSTREAM_BATCHED)) {
            Cluster batched = add(Cluster.start(scratch, "batched"));
            produce(
                    BATCH + " in a record",
                    () -> Producing.observations(batched.kafka(), workload, BATCH, request -> {}));
            slipstream(Contenders.SLIPSTREAM_BATCHED, batched);
        }
        openDsl(single);
    }

    private void openDsl(Cluster cluster) throws IOException {
        if (DSLS.keySet().stream().noneMatch(only::contains)) {
            return;
        }
        cluster.create(PlainDsl.topics());
        Workload first = workload.first(Math.max(1, workload.events() / FEWER_FOR_DSL));
        produce(
                "for the plain jobs, the first %,d".formatted(first.events()),
                () -> Producing.records(cluster.kafka(), PlainDsl.INPUT, first, truthOfFirst::count));
        for (Map.Entry<Contenders, PlainDsl.Windows> dsl : DSLS.entrySet()) {
            if (only.contains(dsl.getKey())) {
                dsl(dsl.getKey(), dsl.getValue(), cluster);
            }
        }
    }

    private void reader(Contenders contender, Cluster cluster) throws IOException {
        entrants.add(add(new Entrant.Reader(contender, process(contender, cluster), truth)));
    }

    private void slipstream(Contenders contender, Cluster cluster) throws IOException {
        ObjectNode arguments = arguments().put("revision", cluster.define(Slo.documents(slos)));
        if (contender == Contenders.SLIPSTREAM_COMMIT_100MS) {
            arguments.put("commitMillis", QUICK_COMMIT_MILLIS);
        }
        Entrant.Course course = new Entrant.Course(
                cluster,
                StreamsSettings.APPLICATION_ID,
                Topics.OBSERVATIONS.name(),
                Topics.OBSERVATIONS.partitions(),
                Cluster.written(),
                truth.events(),
                () -> new BudgetWatch(cluster.kafka(), truth),
                evidence ->
                        Slices.problems(evidence, truth, InstantSource.system().millis()));
        entrants.add(add(new Entrant.Job(contender, process(contender, cluster), course, scratch, arguments)));
    }

    private void dsl(Contenders contender, PlainDsl.Windows windows, Cluster cluster) throws IOException {
        Entrant.Course course = new Entrant.Course(
                cluster,
                PlainDsl.APPLICATION_ID,
                PlainDsl.INPUT,
                Topics.OBSERVATIONS.partitions(),
                PlainDsl.topics().stream()
                        .filter(topic -> topic.name().equals(PlainDsl.OUTPUT))
                        .toList(),
                truthOfFirst.events(),
                () -> new DslWatch(cluster.kafka(), truthOfFirst, windows),
                evidence -> List.of());
        entrants.add(add(new Entrant.Job(contender, process(contender, cluster), course, scratch, arguments())));
    }

    private ContenderProcess process(Contenders contender, Cluster cluster) throws IOException {
        return ContenderProcess.start(contender, cluster.bootstrapServers(), scratch);
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode().put("commitMillis", COMMIT_MILLIS);
    }

    /** In the order in which they run. */
    List<Entrant> entrants() {
        return entrants;
    }

    /** The stream job, one observation in a record, if it runs. */
    Optional<Entrant.Job> slipstream() {
        return entrants.stream()
                .filter(entrant -> entrant.contender() == Contenders.SLIPSTREAM)
                .map(Entrant.Job.class::cast)
                .findFirst();
    }

    Workload workload() {
        return workload;
    }

    Truth truth() {
        return truth;
    }

    private <T extends AutoCloseable> T add(T opened) {
        open.push(opened);
        return opened;
    }

    private void produce(String what, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        out.println(String.format(Locale.ROOT, "produced %s: %.0f s", what, (System.nanoTime() - begin) / 1e9));
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failure = new IOException("a process of the benchmark did not stop in order", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
