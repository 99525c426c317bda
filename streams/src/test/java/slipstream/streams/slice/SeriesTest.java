package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;

class SeriesTest {
    private static final SloDefinition SLO = Slos.read(Slos.AVAILABILITY).get(0);
    private static final SeriesKey KEY = new SeriesKey("web-availability", SLO.version());
    private static final long T0 = 1_769_558_400_000L;
    private static final long STEP = Tier.TEN_SECONDS.stepMillis();

    private record Event(long slice, Counts counts, double millis) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void atEveryEdgeEveryWindowEqualsASecondCount_lateAndEarlyEventsIncluded(long seed) {
        Random random = new Random(seed);
        Series series = new Series(SLO);
        List<Event> events = new ArrayList<>();
        long clock = T0;
        series.restoreAt(clock);

        for (int step = 0; step < 400; step++) {
            for (int i = 0; i < 3; i++) {
                Event event = someEvent(random, clock);
                events.add(event);
                series.add(event.slice(), event.counts(), histogramOf(event));
            }
            long target = clock + (random.nextInt(30) == 0 ? random.nextInt(40_000_000) : random.nextInt(25_000));
            List<Long> edges = new ArrayList<>();
            series.advanceTo(target, edge -> {
                edges.add(edge);
                assertWindowsEqualSecondCount(seed, series, events, edge);
            });
            assertThat(edges).isSorted();
            clock = Math.max(clock, target);
            assertWindowsEqualSecondCount(seed, series, events, clock);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRestoredSeriesIsTheOneThatWasStored(long seed) {
        Random random = new Random(seed);
        Map<Bytes, byte[]> store = new TreeMap<>();
        Series series = new Series(SLO);
        series.restoreAt(T0);
        long clock = T0;
        for (int commit = 0; commit < 60; commit++) {
            for (int i = 0; i < 5; i++) {
                Event event = someEvent(random, clock);
                series.add(event.slice(), event.counts(), histogramOf(event));
            }
            clock += random.nextInt(5) == 0 ? random.nextInt(20_000_000) : random.nextInt(30_000);
            series.advanceTo(clock, edge -> {});
            series.drainChanges(storing(store));

            Series restored = new Series(SLO);
            restored.restoreAt(clock);
            store.forEach((key, value) -> storing(new HashMap<>()).restore(restored, key.get(), value));

            assertSameWindows(seed, series, restored);
            long later = clock + 600_000;
            Series copyOfRestored = restored;
            copyOfRestored.advanceTo(later, edge -> {});
            Series reference = new Series(SLO);
            reference.restoreAt(clock);
            store.forEach((key, value) -> storing(new HashMap<>()).restore(reference, key.get(), value));
            reference.advanceTo(later, edge -> {});
            assertSameWindows(seed, reference, copyOfRestored);
        }
    }

    @Test
    void theStoreStaysAsSmallAsTheWindows() {
        Map<Bytes, byte[]> store = new TreeMap<>();
        Series series = new Series(SLO);
        series.restoreAt(T0);
        for (long slice = Tier.TEN_SECONDS.sliceOf(T0); slice < Tier.TEN_SECONDS.sliceOf(T0) + 20_000; slice++) {
            series.advanceTo(Tier.TEN_SECONDS.startMillis(slice) + 1, edge -> {});
            series.add(slice, new Counts(1, 0, 0), null);
            series.drainChanges(storing(store));
        }

        assertThat(store).hasSizeLessThanOrEqualTo(512 + 512 + 512 + 1024);
    }

    @Test
    void aSliceAheadOfTheClockWaits_andSurvivesARestart() {
        Map<Bytes, byte[]> store = new TreeMap<>();
        Series series = new Series(SLO);
        series.restoreAt(T0);
        long ahead = Tier.TEN_SECONDS.sliceOf(T0) + 3;
        series.add(ahead, new Counts(5, 2, 0), null);
        series.drainChanges(storing(store));
        Series restored = new Series(SLO);
        restored.restoreAt(T0);
        store.forEach((key, value) -> storing(new HashMap<>()).restore(restored, key.get(), value));

        assertThat(restored.total(0)).isZero();
        restored.advanceTo(T0 + 3 * STEP + 1, edge -> {});
        assertThat(restored.total(0)).isEqualTo(5);
        restored.drainChanges(storing(store));
        assertThat(store.keySet()).noneMatch(key -> key.get()[KEY.toBytes().length + 1] == StoredSlices.WAITING);
    }

    @Test
    void longSilenceIsJumped_andLeavesNothing() {
        Series series = new Series(SLO);
        series.restoreAt(T0);
        series.add(Tier.TEN_SECONDS.sliceOf(T0 - STEP), new Counts(10, 10, 0), null);
        List<Long> edges = new ArrayList<>();

        series.advanceTo(T0 + 3L * 365 * 86_400_000, edges::add);

        assertThat(series.isEmpty()).isTrue();
        assertThat(edges.size()).isLessThan(31 * 8_640);
    }

    private static StoredSlices storing(Map<Bytes, byte[]> store) {
        return new StoredSlices(KEY, (key, value) -> {
            if (value == null) {
                store.remove(Bytes.wrap(key));
            } else {
                store.put(Bytes.wrap(key), value);
            }
        });
    }

    private static Event someEvent(Random random, long clock) {
        long lateness = random.nextInt(10) == 0 ? random.nextInt(90_000_000) : random.nextInt(60_000);
        long ahead = random.nextInt(20) == 0 ? random.nextInt(200_000) : 0;
        long total = 1 + random.nextInt(9);
        return new Event(
                Tier.TEN_SECONDS.sliceOf(clock - lateness + ahead),
                new Counts(total, random.nextInt((int) total + 1), random.nextInt(2)),
                random.nextDouble() * 3_000);
    }

    private static LatencyHistogram histogramOf(Event event) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(event.millis());
        return histogram;
    }

    /** Written anew, from the raw events: a slice counts in a window when the tier's slice that holds it is one of the window's. */
    private static void assertWindowsEqualSecondCount(long seed, Series series, List<Event> events, long now) {
        for (int w = 0; w < series.count(); w++) {
            Tier tier = Tier.of(series.length(w));
            long head = Math.floorDiv(now, tier.stepMillis());
            long oldest = head - series.length(w).toMillis() / tier.stepMillis();
            Counts expected = Counts.NONE;
            for (Event event : events) {
                long start = event.slice() * STEP;
                long slice = Math.floorDiv(start, tier.stepMillis());
                if (start < now && slice >= oldest && slice <= head) {
                    expected = expected.plus(event.counts());
                }
            }
            assertThat(new Counts(series.total(w), series.bad(w), series.unjudged(w)))
                    .as("seed %d, at %d, window %s", seed, now, series.length(w))
                    .isEqualTo(expected);
            assertThat(series.startMillis(w)).isEqualTo(oldest * tier.stepMillis());
        }
    }

    private static void assertSameWindows(long seed, Series expected, Series actual) {
        for (int w = 0; w < expected.count(); w++) {
            assertThat(new Counts(actual.total(w), actual.bad(w), actual.unjudged(w)))
                    .as("seed %d, window %s", seed, expected.length(w))
                    .isEqualTo(new Counts(expected.total(w), expected.bad(w), expected.unjudged(w)));
            assertThat(actual.p95Millis(w)).isEqualTo(expected.p95Millis(w));
        }
    }
}
