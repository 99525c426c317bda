package slipstream.streams.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.Objective;
import slipstream.streams.slice.TierSlices;

class ExhaustionTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long T0 = 1_769_558_400_000L;
    private static final Objective ONE_PERCENT = new Objective("", 10_000);

    /** Slices by age, the current one first. */
    private record Slices(long[] totals, long[] bads) implements TierSlices {
        @Override
        public int count() {
            return totals.length;
        }

        @Override
        public long total(int age) {
            return totals[age];
        }

        @Override
        public long bad(int age) {
            return bads[age];
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBudgetIsGoneInTheMinuteInWhichASimulationSeesItGo(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int count = 2 + random.nextInt(30);
            Slices slices = someSlices(random, count);
            Objective objective = new Objective("", 1 + random.nextInt(200_000));
            long recent = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(400);
            Exhaustion.Rate rate = new Exhaustion.Rate(recent, recent * random.nextInt(30) / 100, HOUR);
            long now = T0 + random.nextInt(60) * MINUTE;

            OptionalLong gone = Exhaustion.rolling(objective, slices, HOUR, now, rate);

            long minute = simulated(objective, slices, now, rate);
            assertThat(gone.isPresent() ? Math.floorDiv(gone.getAsLong() + MINUTE - 1, MINUTE) : -1)
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(minute);
        }
    }

    @Test
    void aSliceExpiresAtTheEndOfTheStep_notAStepFromNow() {
        long[] totals = new long[25];
        long[] bads = new long[25];
        totals[24] = 1_000;
        totals[12] = 990;
        bads[12] = 10;
        Exhaustion.Rate silence = new Exhaustion.Rate(0, 0, HOUR);

        OptionalLong gone = Exhaustion.rolling(ONE_PERCENT, new Slices(totals, bads), HOUR, T0 + 45 * MINUTE, silence);

        assertThat(gone).hasValue(15 * MINUTE);
    }

    @Test
    void aBudgetIsGoneForGoodEventsThatExpire_alsoWhenNothingComes_butNotWhenAllHasExpired() {
        long[] totals = new long[25];
        long[] bads = new long[25];
        totals[20] = 5_000;
        Exhaustion.Rate silence = new Exhaustion.Rate(0, 0, HOUR);

        assertThat(Exhaustion.rolling(ONE_PERCENT, new Slices(totals, bads), HOUR, T0, silence))
                .isEmpty();
        assertThat(Exhaustion.rolling(ONE_PERCENT, new Slices(new long[25], bads), HOUR, T0, silence))
                .isEmpty();
    }

    @Test
    void theCrossingIsExactToTheMillisecond() {
        // Ten bad events are allowed, none was; one bad event in 7 ms, and nothing else: gone when 10 + 0.01 n = n.
        long[] totals = {1_000, 0, 0};
        Exhaustion.Rate rate = new Exhaustion.Rate(HOUR, HOUR, 7 * HOUR);

        OptionalLong gone = Exhaustion.rolling(ONE_PERCENT, new Slices(totals, new long[3]), HOUR, T0, rate);

        assertThat(gone).hasValue((long) Math.ceil(7 * 10 / 0.99));
    }

    @Test
    void aBudgetThatIsSpentIsGoneNow() {
        long[] totals = {100, 0};

        assertThat(Exhaustion.rolling(
                        ONE_PERCENT, new Slices(totals, new long[] {1, 0}), HOUR, T0, new Exhaustion.Rate(0, 0, HOUR)))
                .hasValue(0);
    }

    @Test
    void aCalendarBudgetSurvives_whenItsPeriodEndsFirst() {
        Exhaustion.Rate rate = new Exhaustion.Rate(100, 2, HOUR);

        // 10 of 1 000 are allowed, 5 are gone, and each hour adds 2 and allows 1 more.
        assertThat(Exhaustion.calendar(ONE_PERCENT, 1_000, 5, 6 * HOUR, rate)).hasValue(5 * HOUR);
        assertThat(Exhaustion.calendar(ONE_PERCENT, 1_000, 5, 5 * HOUR, rate)).isEmpty();
        assertThat(Exhaustion.calendar(ONE_PERCENT, 1_000, 10, HOUR, rate)).hasValue(0);
        assertThat(Exhaustion.calendar(ONE_PERCENT, 0, 0, HOUR, new Exhaustion.Rate(0, 0, HOUR)))
                .isEmpty();
        assertThat(Exhaustion.calendar(ONE_PERCENT, 1_000, 5, 600 * HOUR, new Exhaustion.Rate(100, 1, HOUR)))
                .isEmpty();
    }

    @Test
    void largeFiguresDoNotOverflow() {
        long[] totals = {4_000_000_000_000_000L, 0, 0};
        Exhaustion.Rate rate = new Exhaustion.Rate(1_000_000_000_000_000L, 20_000_000_000_000L, HOUR);

        // 4e13 bad ones are allowed; each hour brings 2e13 and allows 1e13 more: four hours, but the past expires after
        // three.
        assertThat(Exhaustion.calendar(ONE_PERCENT, totals[0], 0, 5 * HOUR, rate))
                .hasValue(4 * HOUR);
        assertThat(Exhaustion.rolling(ONE_PERCENT, new Slices(totals, new long[3]), HOUR, T0, rate))
                .hasValue(3 * HOUR);
    }

    /** Looks at each minute; −1 when a budget survives. A period's slices hold one step more than the period. */
    private static long simulated(Objective objective, Slices slices, long now, Exhaustion.Rate rate) {
        long period = (slices.count() - 1) * HOUR;
        long current = Math.floorDiv(now, HOUR);
        for (long minute = 0; minute * MINUTE <= period + HOUR; minute++) {
            long at = now + minute * MINUTE;
            double total = (double) rate.total() * minute * MINUTE / rate.lookbackMillis();
            double bad = (double) rate.bad() * minute * MINUTE / rate.lookbackMillis();
            for (int age = 0; age < slices.count(); age++) {
                boolean isHeld = (current - age) * HOUR >= Math.floorDiv(at, HOUR) * HOUR - period;
                total += isHeld ? slices.total(age) : 0;
                bad += isHeld ? slices.bad(age) : 0;
            }
            if (total > 0 && bad * 1e6 - objective.badPpm() * total >= -1e-3) {
                return minute;
            }
        }
        return -1;
    }

    private static Slices someSlices(Random random, int count) {
        long[] totals = new long[count];
        long[] bads = new long[count];
        int badness = random.nextInt(20);
        for (int age = 0; age < count; age++) {
            totals[age] = random.nextInt(5) == 0 ? 0 : random.nextInt(1_000);
            bads[age] = totals[age] * random.nextInt(badness + 1) / 100;
        }
        return new Slices(totals, bads);
    }
}
