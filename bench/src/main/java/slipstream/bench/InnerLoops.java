package slipstream.bench;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.LatencyHistogram;
import slipstream.streams.slice.Series;
import slipstream.streams.slice.Tier;

/** What is done for each event, each partial and each tick. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InnerLoops {
    private static final String SLO =
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: web-availability}
            spec:
              service: web
              indicator:
                metadata: {name: web-good}
                spec:
                  ratioMetric:
                    total: {metricSource: {type: slipstream, spec: {selector: "service == 'web'"}}}
                    good: {metricSource: {type: slipstream, spec: {selector: "status < 500"}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.999}]
            """;

    private final Random random = new Random(1);
    private final LatencyHistogram histogram = new LatencyHistogram();
    private final double[] latencies = new double[4_096];
    private ObservationCodec codec;
    private byte[] observation;
    private Series series;
    private long now;
    private int next;

    @Setup
    public void prepare() {
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = Math.exp(random.nextGaussian() * 0.9 + 4);
        }
        long wall = InstantSource.system().millis();
        codec = new ObservationCodec(TimeBounds.live(InstantSource.system()));
        observation = ObservationCodec.write(List.of(new RequestObservation(
                new Origin("file:/var/log/nginx/access.log#9f3a", 123_456_789),
                wall,
                "checkout",
                "/api/v1/cart/items",
                "POST",
                200,
                123.456,
                Map.of("region", "eu-west"))));
        Problems problems = new Problems();
        SloDefinition definition = DefinitionsReader.read(YamlReader.parse(SLO, "bench.yaml", problems), problems)
                .get(0);
        problems.throwIfErrors();
        series = new Series(definition);
        now = wall;
        series.jumpTo(now);
    }

    /** One observation of about 220 bytes, from JSON. */
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

    /** A series of eight windows moves on by a slice, gets a partial and is read. */
    @Benchmark
    public long rotateAddAndRead() {
        now += Tier.TEN_SECONDS.stepMillis();
        series.advanceTo(now, edge -> {});
        series.add(Tier.TEN_SECONDS.sliceOf(now - 1), new Counts(100, 1, 0), null);
        long bad = 0;
        for (int window = 0; window < series.count(); window++) {
            bad += series.bad(window);
        }
        return bad;
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
