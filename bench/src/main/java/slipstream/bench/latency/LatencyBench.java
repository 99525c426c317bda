package slipstream.bench.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.contender.Contenders;
import slipstream.bench.load.Slo;
import slipstream.bench.load.Sources;
import slipstream.bench.load.Truth;
import slipstream.bench.process.Cluster;
import slipstream.bench.process.Machine;
import slipstream.bench.process.Scratch;
import slipstream.bench.throughput.BudgetWatch;
import slipstream.contract.topic.Topics;

/**
 * The delay from an event to the committed status that counts it, and from the event that decides a page to the record of that page, at
 * several rates.
 */
@Command(
        name = "latency",
        description =
                "Measures how soon an event is seen in a committed budget, and a page after the event that decides it.",
        mixinStandardHelpOptions = true)
public final class LatencyBench implements Callable<Integer> {
    private static final double[] SHARES = {0.1, 0.5, 0.8};
    private static final int FIXED_RATE = 20_000;
    private static final long MARK_EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long OUTAGE_EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /** One bad event in ten milliseconds, until well after the one that decides. */
    private static final long BAD_EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int BAD_OF_AN_OUTAGE = 45;

    /** Requests of a service before it breaks down, over half an hour; with them it is the thirteenth failure that pages. */
    private static final int HEALTHY = 2_000;

    private static final long CLOSED_SECONDS = 20;
    private static final long ON_THE_WAY = 200_000;
    private static final long DRAIN_SECONDS = 60;

    @Option(
            names = "--seconds",
            defaultValue = "40",
            paramLabel = "S",
            description = "How long each rate is held (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--commit",
            defaultValue = "75",
            paramLabel = "MILLIS",
            description = "The commit interval of the stream job; the product's own is the default: ${DEFAULT-VALUE}.")
    private int commitMillis;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything that was measured.")
    private Optional<Path> json = Optional.empty();

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode results = mapper.createObjectNode();
    private final PrintStream out = System.out;
    private int outagesBegun;

    @Override
    public Integer call() throws IOException {
        Machine machine = Machine.now();
        out.println(machine);
        int outagesOfARate = (int) (seconds * TimeUnit.SECONDS.toNanos(1) / OUTAGE_EACH_NANOS);
        Scenario scenario = new Scenario(outagesOfARate * (SHARES.length + 1));
        List<Slo> slos = scenario.slos();
        Truth truth = new Truth(slos);
        try (Scratch scratch = Scratch.create(Optional.empty());
                Cluster cluster = Cluster.start(scratch, "kafka");
                ContenderProcess job =
                        ContenderProcess.start(Contenders.SLIPSTREAM, cluster.bootstrapServers(), scratch)) {
            job.begin(mapper.createObjectNode()
                    .put("commitMillis", commitMillis)
                    .put("revision", cluster.define(Slo.files(slos)))
                    .put("state", scratch.folder("state").toString()));
            boolean right;
            try (Feeder feeder = new Feeder(cluster.kafka(), 1, truth);
                    Observer observer = new Observer(cluster.kafka())) {
                tellHistory(feeder, scenario.outages());
                double capacity = capacity(feeder, observer);
                List<Double> rates = new ArrayList<>(List.of((double) FIXED_RATE));
                for (double share : SHARES) {
                    rates.add(share * capacity);
                }
                ArrayNode rows = results.putArray("rates");
                for (double rate : rates) {
                    measure(feeder, observer, rate, capacity, outagesOfARate, rows.addObject());
                }
                feeder.flush();
            }
            try (BudgetWatch watch = new BudgetWatch(cluster.kafka(), truth)) {
                List<String> problems = watch.awaitTruth();
                problems.stream().limit(5).forEach(out::println);
                right = problems.isEmpty();
            }
            job.end(truth.events());
            results.put("verified", right);
            results.put("commitMillis", commitMillis);
            results.put("machine", machine.toString());
            if (json.isPresent()) {
                Files.writeString(
                        json.get(), mapper.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
            }
            out.println(right ? "Every count equals the truth." : "COUNTS ARE WRONG.");
            return right ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void tellHistory(Feeder feeder, int outages) {
        long now = InstantSource.system().millis();
        long from = now - TimeUnit.MINUTES.toMillis(35);
        long span = TimeUnit.MINUTES.toMillis(30);
        for (int event = 0; event < HEALTHY; event++) {
            for (int outage = 0; outage < outages; outage++) {
                feeder.send(sourceOf(outage), Scenario.outage(outage), 200, from + event * span / HEALTHY);
            }
        }
        feeder.flush();
    }

    private static String sourceOf(int outage) {
        return Sources.in(outage % Topics.OBSERVATIONS.partitions(), "outages-" + outage % 4 + "-");
    }

    /** What the whole of it, producer and broker on the same machine, takes when as much is sent as comes out. */
    private double capacity(Feeder feeder, Observer observer) {
        long nanos = TimeUnit.SECONDS.toNanos(CLOSED_SECONDS) / 2;
        feeder.runClosed(nanos, ON_THE_WAY, observer::counted);
        long countedBefore = observer.counted();
        long begin = System.nanoTime();
        feeder.runClosed(nanos, ON_THE_WAY, observer::counted);
        double capacity = (observer.counted() - countedBefore) * 1e9 / (System.nanoTime() - begin);
        say("as much as comes out: %,.0f events/s, with producer and broker on the same machine", capacity);
        results.put("capacityPerSecond", capacity);
        drain(feeder, observer);
        return capacity;
    }

    private static void drain(Feeder feeder, Observer observer) {
        feeder.flush();
        long begin = System.nanoTime();
        while ((observer.counted() < feeder.sent() || observer.unseen() > 0)
                && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(DRAIN_SECONDS)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void measure(Feeder feeder, Observer observer, double rate, double capacity, int outages, ObjectNode row) {
        long lead = TimeUnit.SECONDS.toNanos(3);
        feeder.run(rate, lead);
        Delays statuses = observer.watchMarks();
        long begin = System.nanoTime();
        long nanos = TimeUnit.SECONDS.toNanos(seconds);
        planMarks(feeder, observer, begin, nanos);
        long[][] bad = new long[outages][];
        int first = outagesBegun;
        for (int i = 0; i < outages; i++) {
            bad[i] = planOutage(feeder, outagesBegun++, begin + i * OUTAGE_EACH_NANOS);
        }
        double reached = feeder.run(rate, nanos);
        drain(feeder, observer);
        Delays pages = new Delays();
        for (int i = 0; i < outages; i++) {
            Observer.Page page =
                    observer.page(Slo.availability(Scenario.outage(first + i)).name());
            if (page != null) {
                pages.add(
                        page.seenNanos() - bad[i][Scenario.deciding(page.alert().evidence()) - 1]);
            }
        }
        say(
                "%,9.0f events/s (%3.0f %%): status p50 %4.0f ms, p99 %4.0f ms, max %4.0f ms of %,d; page p50 %4.0f ms, p99 %4.0f ms, max %4.0f ms of %d of %d",
                reached,
                100 * reached / capacity,
                statuses.percentileMillis(50),
                statuses.percentileMillis(99),
                statuses.percentileMillis(100),
                statuses.count(),
                pages.percentileMillis(50),
                pages.percentileMillis(99),
                pages.percentileMillis(100),
                pages.count(),
                outages);
        row.put("wantedPerSecond", rate).put("reachedPerSecond", reached).put("shareOfCapacity", reached / capacity);
        statuses.writeTo(row.putObject("status"));
        pages.writeTo(row.putObject("page"));
        row.put("outages", outages);
    }

    private static void planMarks(Feeder feeder, Observer observer, long begin, long nanos) {
        int partitions = Topics.OBSERVATIONS.partitions();
        int number = 0;
        for (long due = begin; due < begin + nanos; due += MARK_EACH_NANOS) {
            int partition = number++ % partitions;
            String service = Scenario.marker(partition);
            long at = due;
            feeder.plan(new Feeder.Planned(
                    at, Sources.in(partition, "marker-"), service, 200, () -> observer.markIsSent(service, at)));
        }
    }

    /** When each of the failures is due. */
    private static long[] planOutage(Feeder feeder, int number, long begin) {
        long[] due = new long[BAD_OF_AN_OUTAGE];
        for (int i = 0; i < BAD_OF_AN_OUTAGE; i++) {
            due[i] = begin + i * BAD_EACH_NANOS;
            feeder.plan(new Feeder.Planned(due[i], sourceOf(number), Scenario.outage(number), 500, () -> {}));
        }
        return due;
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
