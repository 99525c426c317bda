package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;

/** What a series costs on the heap: the limits that DESIGN promises, measured by the JVM's own layout of objects. */
class StateSizeTest {
    private static final int LIMIT_BYTES = 24 * 1024;
    private static final int LIMIT_WITH_QUANTILES_BYTES = LIMIT_BYTES + 64 * 1024;

    private static final SloDefinition SLO = Slos.read(Slos.AVAILABILITY).get(0);
    private static final AccountPlan PLAN = AccountPlan.of(SLO);
    private static final long T0 = 1_769_558_400_000L;
    private static final long STEP = Tier.TEN_SECONDS.stepMillis();
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long PERIOD_MILLIS = 30 * 24 * HOUR_MILLIS;

    private static final int DIFFERENT_SLICES = 64;

    static {
        // JOL finds the fields of records only when it is told to look for them itself.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000, 1_000_000})
    void seriesWithoutLatenciesStaysWithinItsLimit_howeverBusyItIs(int perTenSeconds) {
        Account account = afterItsPeriod(perTenSeconds, false);

        assertThat(ownBytes(account))
                .as("%d events in ten seconds", perTenSeconds)
                .isLessThanOrEqualTo(LIMIT_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000})
    void seriesWithLatenciesStaysWithinItsLimit(int perTenSeconds) {
        Account account = afterItsPeriod(perTenSeconds, true);

        assertThat(ownBytes(account))
                .as("%d latencies in ten seconds", perTenSeconds)
                .isLessThanOrEqualTo(LIMIT_WITH_QUANTILES_BYTES);
    }

    /** Beyond the limit, and only while events are bad: as many causes in each ten minutes of the hour as are kept. */
    @Test
    void causesOfAnHourTakeEighteenKibibytesMoreAtMost() {
        Account with = afterAnHourOfBad(true);
        Account without = afterAnHourOfBad(false);

        assertThat(with.offences(0).lowered()).isPositive();
        assertThat(ownBytes(with) - ownBytes(without)).isBetween(4_096L, 18L * 1_024);
    }

    private static Account afterAnHourOfBad(boolean hasCauses) {
        Account account = new Account(PLAN.definition(), PLAN);
        account.restoreAt(T0);
        for (long end = T0 + STEP; end <= T0 + HOUR_MILLIS; end += STEP) {
            account.advanceTo(end, edge -> {});
            account.add(
                    0,
                    new Partial.Slice(
                            Tier.TEN_SECONDS.sliceOf(end - 1),
                            new Counts(100, 16, 0),
                            null,
                            Values.NONE,
                            Map.of(),
                            hasCauses ? offences(end) : null));
        }
        account.forgetChanges();
        return account;
    }

    /** Others in each ten minutes, so that no text is shared. */
    private static Offences offences(long end) {
        Offences offences = new Offences();
        for (int i = 0; i < Offences.CAUSES; i++) {
            String cause = new Cause()
                    .with("method", "POST")
                    .with("route", "/api/v1/orders/" + end / Tier.TEN_MINUTES.stepMillis() + "/" + i)
                    .with("region", "eu-west-1")
                    .text();
            offences.add(cause, "file:/var/log/nginx/access.log#9f3a", end + i, end - 1);
        }
        return offences;
    }

    /** Beyond the limit: which slice is bad depends on all of its events, late ones too, so the counts of each are kept for the period. */
    @Test
    void seriesThatCountsSlicesOfAMinuteTakesFiveBytesMoreForEach() {
        String bySlices = Slos.AVAILABILITY
                .replace("Occurrences", "Timeslices")
                .replace("target: 0.999", "target: 0.999, timeSliceTarget: 0.99, timeSliceWindow: 1m");
        AccountPlan plan = AccountPlan.of(Slos.read(bySlices).get(0));

        Account account = afterItsPeriod(plan, 1_000, false);

        assertThat(ownBytes(account)).isLessThanOrEqualTo(LIMIT_BYTES + 5 * PERIOD_MILLIS / 60_000);
    }

    @Test
    void whatHasChangedIsForgotten_soThatAnEvaluationOfYearsStaysSmall() {
        Account account = new Account(PLAN.definition(), PLAN);
        account.restoreAt(T0);
        account.advanceTo(T0 + 1, edge -> {});
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0), new Counts(1, 0, 0), null));
        account.forgetChanges();
        long atFirst = ownBytes(account);
        for (long end = T0 + STEP; end <= T0 + HOUR_MILLIS; end += STEP) {
            account.advanceTo(end, edge -> {});
            account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(end - 1), new Counts(1, 0, 0), null));
        }
        long remembering = ownBytes(account);

        account.forgetChanges();

        assertThat(remembering - ownBytes(account)).isGreaterThan(360 * Long.BYTES);
        assertThat(ownBytes(account) - atFirst).isLessThan(2_000);
        account.drainChanges(indicator -> {
            throw new AssertionError("nothing is left to be stored");
        });
    }

    /** An account that has seen events of all kinds in every ten seconds of its period. */
    private static Account afterItsPeriod(int perTenSeconds, boolean hasLatency) {
        return afterItsPeriod(PLAN, perTenSeconds, hasLatency);
    }

    private static Account afterItsPeriod(AccountPlan plan, int perTenSeconds, boolean hasLatency) {
        Random random = new Random(perTenSeconds);
        Account account = new Account(plan.definition(), plan);
        account.restoreAt(T0);
        List<LatencyHistogram> some = hasLatency ? someLatencies(random, perTenSeconds) : List.of();
        for (long end = T0 + STEP; end <= T0 + PERIOD_MILLIS; end += STEP) {
            account.advanceTo(end, edge -> {});
            account.add(
                    0,
                    new Partial.Slice(
                            Tier.TEN_SECONDS.sliceOf(end - 1),
                            counts(random, end, perTenSeconds),
                            hasLatency ? latencies(random, end, some) : null));
        }
        account.forgetChanges();
        return account;
    }

    /** A tenth of a per cent is bad, some cannot be judged, and each Sunday two hours are maintenance. */
    private static Counts counts(Random random, long end, int perTenSeconds) {
        int total = perTenSeconds / 2 + random.nextInt(perTenSeconds + 1);
        int bad = (int) Math.min(total, Math.round(total * 0.001 + random.nextDouble() * 0.6));
        int unjudged = random.nextInt(100) == 0 ? 1 : 0;
        return end % (7 * 86_400_000L) < 2 * HOUR_MILLIS
                ? new Counts(0, 0, unjudged, total, bad)
                : new Counts(total, bad, unjudged);
    }

    /** Some slices of ten seconds of log-normal latencies around 55 ms, with a tail of time-outs. */
    private static List<LatencyHistogram> someLatencies(Random random, int perTenSeconds) {
        List<LatencyHistogram> some = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_SLICES; i++) {
            LatencyHistogram latencies = new LatencyHistogram();
            for (int n = 0; n < perTenSeconds; n++) {
                latencies.record(random.nextInt(1_000) == 0 ? 30_000 : Math.exp(4 + 0.9 * random.nextGaussian()));
            }
            some.add(latencies);
        }
        return some;
    }

    /**
     * The latencies of a slice. Where slices of ten seconds are out of every window at the end, an hour's latencies come in one of
     * them, which leaves the same state behind and is done sooner.
     */
    private static LatencyHistogram latencies(Random random, long end, List<LatencyHistogram> some) {
        if (end > T0 + PERIOD_MILLIS - 2 * HOUR_MILLIS) {
            return some.get(random.nextInt(some.size()));
        }
        if (end % HOUR_MILLIS != 0) {
            return null;
        }
        LatencyHistogram hour = new LatencyHistogram();
        for (long slice = 0; slice < HOUR_MILLIS / STEP; slice++) {
            hour.add(some.get(random.nextInt(some.size())));
        }
        return hour;
    }

    /** Without the plan and the key, which all accounts of a definition share, and without the classes that an enum map points to. */
    private static long ownBytes(Account account) {
        GraphLayout all = GraphLayout.parseInstance(account);
        return all.subtract(GraphLayout.parseInstance(account.plan(), account.key(), Tier.class))
                .totalSize();
    }
}
