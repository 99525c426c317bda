package slipstream.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.slo.Catalogue;
import slipstream.streams.classify.Classifier;
import slipstream.streams.classify.Definitions;
import slipstream.streams.rule.AlertBook;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.LatencyHistogram;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.Tier;
import slipstream.streams.slice.WindowSums;

/** What is done for each event, each partial and each tick. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InnerLoops implements ObservationCodec.Sink {
    private static final int SLOS = 100;
    private static final int DRAINED_EACH = 1 << 14;

    private final Random random = new Random(1);
    private final LatencyHistogram histogram = new LatencyHistogram();
    private final LatencyHistogram tenSeconds = new LatencyHistogram();
    private final double[] latencies = new double[4_096];
    private ObservationCodec codec;
    private byte[] observation;
    private Observation parsed;
    private final LatencyHistogram merged = new LatencyHistogram();
    private final Transitions transitions = new Transitions();
    private Account account;
    private Account burning;
    private AlertBook rules;
    private Classifier one;
    private Classifier ofOneService;
    private Classifier ofManyServices;
    private long wall;
    private long sequence;
    private long now;
    private int next;

    @Setup
    public void prepare() {
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = Math.exp(random.nextGaussian() * 0.9 + 4);
        }
        for (int i = 0; i < 100; i++) {
            tenSeconds.record(latencies[i]);
        }
        wall = InstantSource.system().millis();
        codec = new ObservationCodec(TimeBounds.live(InstantSource.system()));
        observation = ObservationCodec.write(List.of(Samples.request(wall, 123_456_789)));
        AccountPlan plan = AccountPlan.of(Samples.availability());
        account = new Account(plan.definition(), plan);
        now = wall;
        account.jumpTo(now);
        rules = new AlertBook(List.of(Samples.availability()), List.of(), "");
        burning = new Account(plan.definition(), plan);
        burning.jumpTo(now - Duration.ofHours(1).toMillis());
        burning.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(now - 1), new Counts(100_000, 1, 0), null));
        burning.advanceTo(now, edge -> {});
        for (double latency : latencies) {
            merged.record(latency);
        }
        one = classifier(Samples.ofOneService(1));
        ofOneService = classifier(Samples.ofOneService(SLOS));
        ofManyServices = classifier(Samples.ofManyServices(SLOS));
    }

    private static Classifier classifier(Catalogue catalogue) {
        Problems problems = new Problems();
        Classifier classifier =
                new Classifier(Definitions.compile(catalogue, problems), source -> null, Long.MIN_VALUE);
        problems.throwIfErrors();
        return classifier;
    }

    /** One observation of about 220 bytes, in the form that Slipstream writes. */
    @Benchmark
    public Observation parseCompactObservation() {
        codec.readAll(observation, this);
        return parsed;
    }

    @Override
    public void accepted(Observation accepted) {
        parsed = accepted;
    }

    @Override
    public void rejected(int index, byte[] line, RejectedObservationException why) {
        throw new IllegalStateException(why);
    }

    /** The same by the JSON parser, as it is read in any other form. */
    @Benchmark
    public Observation parseObservation() throws RejectedObservationException {
        return codec.read(observation, 0, observation.length - trailingNewline());
    }

    private int trailingNewline() {
        return observation[observation.length - 1] == '\n' ? 1 : 0;
    }

    @Benchmark
    public void recordLatency() {
        histogram.record(latencies[next++ & 4_095]);
    }

    /** Adds the latencies of a hundred events to those of thousands. */
    @Benchmark
    public long mergeLatencies() {
        merged.add(tenSeconds);
        return merged.size();
    }

    /** Looks at an account of which a little is bad, as at each edge of ten seconds: four pairs of windows on the budget of 30 days. */
    @Benchmark
    public int evaluateRules() {
        rules.read(new Reading(burning, burning.nowMillis(), Reading.Kind.EDGE), transitions);
        return transitions.count();
    }

    /** Judges one observation and adds it up; one SLO speaks of it. */
    @Benchmark
    public Classifier.Outcome classifyAgainstOneSlo() {
        return classify(one);
    }

    /** The same with 100 SLOs of its service, each of which looks at it and one of which counts it. */
    @Benchmark
    public Classifier.Outcome classifyAgainstHundredSlosOfItsService() {
        return classify(ofOneService);
    }

    /** The same with 100 SLOs, of which one is of its service. */
    @Benchmark
    public Classifier.Outcome classifyAgainstHundredSlosOfManyServices() {
        return classify(ofManyServices);
    }

    private Classifier.Outcome classify(Classifier classifier) {
        if ((++sequence & (DRAINED_EACH - 1)) == 0) {
            classifier.drain((key, partial) -> {});
        }
        return classifier.count(Samples.request(wall, sequence), ClockMode.LIVE, wall);
    }

    /** A series of eight windows moves on by a slice, gets a partial and is read. */
    @Benchmark
    public long rotateAddAndRead() {
        now += Tier.TEN_SECONDS.stepMillis();
        account.advanceTo(now, edge -> {});
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(now - 1), new Counts(100, 1, 0), null));
        WindowSums sums = account.sums(0);
        long bad = 0;
        for (int window = 0; window < sums.count(); window++) {
            bad += sums.bad(window);
        }
        account.forgetChanges();
        return bad;
    }

    /** The same of a series with latencies, whose percentiles are read too. */
    @Benchmark
    public double rotateAddAndReadPercentiles() {
        now += Tier.TEN_SECONDS.stepMillis();
        account.advanceTo(now, edge -> {});
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(now - 1), new Counts(100, 1, 0), tenSeconds));
        WindowSums sums = account.sums(0);
        double p95 = 0;
        for (int window = 0; window < sums.count(); window++) {
            p95 += sums.p95Millis(window).orElse(0);
        }
        account.forgetChanges();
        return p95;
    }

    /** The floor for any parser: looking at each byte once. */
    @Benchmark
    public int baselineScan() {
        int sum = 0;
        for (byte b : observation) {
            sum += b;
        }
        return sum;
    }
}
