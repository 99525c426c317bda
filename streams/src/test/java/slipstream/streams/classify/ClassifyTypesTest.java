package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.slo.Catalogue;
import slipstream.streams.Slos;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.SeriesKey;

class ClassifyTypesTest {
    private static final long T0 = 1_769_558_400_000L;

    @Test
    void aResendIsRecognised_alsoAfterARestart() {
        Map<String, Long> store = new HashMap<>();
        HighWaterMarks marks = new HighWaterMarks(store::get);

        assertThat(marks.isNews(new Origin("a", 5))).isTrue();
        assertThat(marks.isNews(new Origin("a", 5))).isFalse();
        assertThat(marks.isNews(new Origin("a", 4))).isFalse();
        assertThat(marks.isNews(new Origin("b", 1))).isTrue();
        assertThat(marks.isNews(new Origin("a", 9))).isTrue();
        marks.drain(store::put);

        HighWaterMarks restarted = new HighWaterMarks(store::get);
        assertThat(restarted.isNews(new Origin("a", 9))).isFalse();
        assertThat(restarted.isNews(new Origin("a", 10))).isTrue();
        assertThat(store).containsExactlyInAnyOrderEntriesOf(Map.of("a", 9L, "b", 1L));
    }

    @Test
    void oneEventFarAhead_doesNotMoveTheClock_twoDo() {
        PlausibleTime time = new PlausibleTime(Long.MIN_VALUE);
        long tenYears = 3_650L * 86_400_000L;
        time.note(T0);
        time.note(T0 + tenYears);
        time.note(T0 + 5_000);
        assertThat(time.highestMillis()).isEqualTo(T0 + 5_000);

        time.note(T0 + 3 * 86_400_000L);
        time.note(T0 + 3 * 86_400_000L + 10);

        assertThat(time.highestMillis()).isEqualTo(T0 + 3 * 86_400_000L);
    }

    @Test
    void afterARestartTheFirstEventIsNotBelieved_whenItIsFarAhead() {
        PlausibleTime time = new PlausibleTime(T0);

        time.note(T0 + 3_650L * 86_400_000L);

        assertThat(time.highestMillis()).isEqualTo(T0);
    }

    @Test
    void aGapOfHoursInALogIsBelievedAtOnce() {
        PlausibleTime time = new PlausibleTime(Long.MIN_VALUE);
        time.note(T0);

        time.note(T0 + 20 * 3_600_000L);

        assertThat(time.highestMillis()).isEqualTo(T0 + 20 * 3_600_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsDrainedIsWhatWasAdded_andNothingIsLeft(long seed) {
        Random random = new Random(seed);
        Accumulator accumulator = new Accumulator();
        CompiledSeries series = Slos.compile(Slos.AVAILABILITY).series().get(0);
        Accumulator.OfSeries sums = accumulator.open(new SeriesKey("web", "v1"));
        Map<Long, Counts> expected = new HashMap<>();
        long latencies = 0;
        for (int i = 0; i < 5_000; i++) {
            long slice = 176_955_840L + random.nextInt(700);
            long verdict = List.of(Verdict.GOOD, 1L, Verdict.UNJUDGED).get(random.nextInt(3));
            double millis = random.nextBoolean() ? 12 : Observation.NO_LATENCY;
            latencies += Double.isNaN(millis) || verdict == Verdict.UNJUDGED ? 0 : 1;
            sums.add(slice, series, request(slice * 10_000 + random.nextInt(10_000), 200, millis), verdict);
            expected.merge(
                    slice,
                    new Counts(
                            verdict == Verdict.UNJUDGED ? 0 : 1,
                            verdict == 1 ? 1 : 0,
                            verdict == Verdict.UNJUDGED ? 1 : 0),
                    Counts::plus);
        }

        Map<Long, Counts> drained = new HashMap<>();
        long[] drainedLatencies = {0};
        long[] last = {Long.MIN_VALUE};
        accumulator.drain((drainedKey, partial) -> partial.slices().forEach(slice -> {
            assertThat(slice.number()).isGreaterThan(last[0]);
            last[0] = slice.number();
            drained.merge(slice.number(), slice.counts(), Counts::plus);
            drainedLatencies[0] +=
                    slice.latencies() == null ? 0 : slice.latencies().size();
        }));

        assertThat(drained).as("seed %d", seed).isEqualTo(expected);
        assertThat(drainedLatencies[0]).isEqualTo(latencies);
        accumulator.drain((drainedKey, partial) -> {
            throw new AssertionError("nothing is left");
        });
    }

    @Test
    void anExpressionThatCannotBeCompiled_isAProblemAtItsLine() {
        Problems problems = new Problems();
        Catalogue definitions = Slos.catalogue(Slos.AVAILABILITY.replace("status < 500", "stauts < 500"));

        Definitions compiled = Definitions.compile(definitions, problems);

        assertThat(compiled.slos()).isEmpty();
        assertThat(problems.all())
                .singleElement()
                .asString()
                .contains("test.yaml:11")
                .contains("good.metricSource.spec.selector")
                .contains("did you mean 'status'?");
    }

    @Test
    void aThresholdIsGoodUpToItsValue_andUnjudgedWithoutOne() {
        CompiledSeries latency = Slos.compile(Slos.LATENCY).series().get(0);

        assertThat(latency.judge(request(T0, 200, 300))).isEqualTo(Verdict.GOOD);
        assertThat(latency.judge(request(T0, 500, 300.1))).isEqualTo(1);
        assertThat(latency.judge(request(T0, 200, Observation.NO_LATENCY))).isEqualTo(Verdict.UNJUDGED);
    }

    private static Observation request(long timeMillis, int status, double millis) {
        return new RequestObservation(new Origin("s", 1), timeMillis, "web", "/", "GET", status, millis, Map.of());
    }
}
