package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;

class AccountTest {
    private static final SloDefinition SLO = Slos.read(Slos.AVAILABILITY).get(0);
    private static final AccountPlan PLAN = AccountPlan.of(SLO);
    private static final SeriesKey KEY = new SeriesKey(PLAN.definition(), 0);
    private static final long T0 = 1_769_558_400_000L;
    private static final long STEP = Tier.TEN_SECONDS.stepMillis();

    private record Event(long slice, Counts counts, double millis) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void atEveryEdgeEveryWindowEqualsASecondCount_lateAndEarlyEventsIncluded(long seed) {
        Random random = new Random(seed);
        Account account = new Account(PLAN.definition(), PLAN);
        List<Event> events = new ArrayList<>();
        long clock = T0;
        account.restoreAt(clock);

        for (int step = 0; step < 400; step++) {
            for (int i = 0; i < 3; i++) {
                Event event = someEvent(random, clock);
                events.add(event);
                account.add(0, sliceOf(event));
            }
            long target = clock + (random.nextInt(30) == 0 ? random.nextInt(40_000_000) : random.nextInt(25_000));
            List<Long> edges = new ArrayList<>();
            account.advanceTo(target, edge -> {
                edges.add(edge);
                assertWindowsEqualSecondCount(seed, account, events, edge);
            });
            assertThat(edges).isSorted();
            clock = Math.max(clock, target);
            assertWindowsEqualSecondCount(seed, account, events, clock);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRestoredSeriesIsTheOneThatWasStored(long seed) {
        Random random = new Random(seed);
        Map<Bytes, byte[]> store = new TreeMap<>();
        Account account = new Account(PLAN.definition(), PLAN);
        account.restoreAt(T0);
        long clock = T0;
        for (int commit = 0; commit < 60; commit++) {
            for (int i = 0; i < 5; i++) {
                Event event = someEvent(random, clock);
                account.add(0, sliceOf(event));
            }
            clock += random.nextInt(5) == 0 ? random.nextInt(20_000_000) : random.nextInt(30_000);
            account.advanceTo(clock, edge -> {});
            account.drainChanges(indicator -> storing(store));

            Account restored = new Account(PLAN.definition(), PLAN);
            restored.restoreAt(clock);
            store.forEach((key, value) -> storing(new HashMap<>()).restore(restored, 0, key.get(), value));

            assertSameWindows(seed, account, restored);
            long later = clock + 600_000;
            Account copyOfRestored = restored;
            copyOfRestored.advanceTo(later, edge -> {});
            Account reference = new Account(PLAN.definition(), PLAN);
            reference.restoreAt(clock);
            store.forEach((key, value) -> storing(new HashMap<>()).restore(reference, 0, key.get(), value));
            reference.advanceTo(later, edge -> {});
            assertSameWindows(seed, reference, copyOfRestored);
        }
    }

    @Test
    void theStoreStaysAsSmallAsTheWindows() {
        Map<Bytes, byte[]> store = new TreeMap<>();
        Account account = new Account(PLAN.definition(), PLAN);
        account.restoreAt(T0);
        for (long slice = Tier.TEN_SECONDS.sliceOf(T0); slice < Tier.TEN_SECONDS.sliceOf(T0) + 20_000; slice++) {
            account.advanceTo(Tier.TEN_SECONDS.startMillis(slice) + 1, edge -> {});
            account.add(0, new Partial.Slice(slice, new Counts(1, 0, 0), null));
            account.drainChanges(indicator -> storing(store));
        }

        assertThat(store).hasSizeLessThanOrEqualTo(512 + 512 + 512 + 1024);
    }

    @Test
    void twoYearsOfMinutesCanBeStored() {
        String yearly = Slos.AVAILABILITY
                .replace(
                        "{duration: 30d, isRolling: true}",
                        "{duration: 1Y, calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}}")
                .replace("Occurrences", "Timeslices")
                .replace("[{target: 0.999}]", "[{target: 0.999, timeSliceWindow: 1m, timeSliceTarget: 0.9}]");
        AccountPlan plan = AccountPlan.of(Slos.read(yearly).get(0));
        Ledger ledger = new Ledger(List.of(plan));
        LedgerStore store = new LedgerStore();
        Account account = ledger.account(plan.definition()).orElseThrow();
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0), new Counts(3, 2, 0), null));
        ledger.advanceAll(T0 + 120_000, reading -> {});
        store.save(ledger);

        Account restored = store.restored(List.of(plan), T0 + 120_000)
                .account(plan.definition())
                .orElseThrow();

        assertThat(restored.sums(0).counts(restored.sums(0).period())).isEqualTo(new Counts(1, 1, 0));
    }

    @Test
    void aSliceAheadOfTheClockWaits_andSurvivesARestart() {
        Map<Bytes, byte[]> store = new TreeMap<>();
        Account account = new Account(PLAN.definition(), PLAN);
        account.restoreAt(T0);
        long ahead = Tier.TEN_SECONDS.sliceOf(T0) + 3;
        account.add(0, new Partial.Slice(ahead, new Counts(5, 2, 0), null));
        account.drainChanges(indicator -> storing(store));
        Account restored = new Account(PLAN.definition(), PLAN);
        restored.restoreAt(T0);
        store.forEach((key, value) -> storing(new HashMap<>()).restore(restored, 0, key.get(), value));

        assertThat(restored.series(0).total(0)).isZero();
        restored.advanceTo(T0 + 3 * STEP + 1, edge -> {});
        assertThat(restored.series(0).total(0)).isEqualTo(5);
        restored.drainChanges(indicator -> storing(store));
        assertThat(store.keySet()).noneMatch(key -> key.get()[KEY.toBytes().length + 1] == StoredSlices.WAITING);
    }

    @Test
    void longSilenceIsJumped_andLeavesNothing() {
        Account account = new Account(PLAN.definition(), PLAN);
        account.restoreAt(T0);
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0 - STEP), new Counts(10, 10, 0), null));
        List<Long> edges = new ArrayList<>();

        account.advanceTo(T0 + 3L * 365 * 86_400_000, edges::add);

        assertThat(account.series(0).isEmpty()).isTrue();
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

    private static Partial.Slice sliceOf(Event event) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(event.millis());
        return new Partial.Slice(event.slice(), event.counts(), histogram);
    }

    /** Written anew, from the raw events: a slice counts in a window when the tier's slice that holds it is one of the window's. */
    private static void assertWindowsEqualSecondCount(long seed, Account account, List<Event> events, long now) {
        Series series = account.series(0);
        for (int w = 0; w < series.count(); w++) {
            Duration length = PLAN.series().windows().get(w);
            Tier tier = Tier.of(length);
            long head = Math.floorDiv(now, tier.stepMillis());
            long oldest = head - length.toMillis() / tier.stepMillis();
            Counts expected = Counts.NONE;
            Set<Long> seen = new HashSet<>();
            for (Event event : events) {
                long start = event.slice() * STEP;
                long slice = Math.floorDiv(start, tier.stepMillis());
                if (start < now && slice >= oldest && slice <= head) {
                    expected = expected.plus(event.counts());
                    seen.add(slice);
                }
            }
            assertThat(series.counts(w))
                    .as("seed %d, at %d, window %s", seed, now, length)
                    .isEqualTo(expected);
            assertThat(series.startMillis(w)).isEqualTo(oldest * tier.stepMillis());
            assertThat(series.coverage(w))
                    .as("seed %d, at %d, coverage of %s", seed, now, length)
                    .isEqualTo(Math.min(1, seen.size() / (double) (length.toMillis() / tier.stepMillis())));
        }
    }

    private static void assertSameWindows(long seed, Account expected, Account actual) {
        for (int w = 0; w < expected.series(0).count(); w++) {
            assertThat(actual.series(0).counts(w))
                    .as("seed %d, window %s", seed, expected.series(0).name(w))
                    .isEqualTo(expected.series(0).counts(w));
            assertThat(actual.series(0).p95Millis(w))
                    .isEqualTo(expected.series(0).p95Millis(w));
            assertThat(actual.series(0).meanMillis(w))
                    .isEqualTo(expected.series(0).meanMillis(w));
        }
        assertThat(actual.lastSeenMillis()).isEqualTo(expected.lastSeenMillis());
        assertThat(actual.startedMillis()).isEqualTo(expected.startedMillis());
    }
}
