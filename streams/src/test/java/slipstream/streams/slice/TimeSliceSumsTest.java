package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.TimeSlice;

class TimeSliceSumsTest {
    private static final long T0 = 1_769_558_400_000L;
    private static final long MINUTE = 60_000;
    private static final int HOUR_WINDOW = 0;
    private static final long PARTS = TimeSliceSums.Judges.PARTS;
    private static final TimeSlice HALF_GOOD = new TimeSlice(Duration.ofMinutes(1), 500_000);
    private static final SeriesPlan ONE_HOUR = plan(Optional.empty());

    @Test
    void aSliceCountsWhenItHasEnded_andOneWithoutEventsDoesNot() {
        TimeSliceSums sums = timeslices(ONE_HOUR, HALF_GOOD);
        sums.advanceTo(T0 + 10_000);
        sums.add(0, T0, new Counts(4, 3, 0));

        sums.advanceTo(T0 + MINUTE - 1);
        assertThat(sums.total(HOUR_WINDOW)).isZero();

        sums.advanceTo(T0 + MINUTE);
        assertThat(sums.counts(HOUR_WINDOW)).isEqualTo(new Counts(1, 1, 0));

        sums.advanceTo(T0 + 20 * MINUTE);
        assertThat(sums.counts(HOUR_WINDOW)).isEqualTo(new Counts(1, 1, 0));
    }

    @Test
    void anEventThatComesLateJudgesItsSliceAnew() {
        TimeSliceSums sums = timeslices(ONE_HOUR, HALF_GOOD);
        sums.advanceTo(T0 + 10_000);
        sums.add(0, T0, new Counts(4, 3, 0));
        sums.advanceTo(T0 + 5 * MINUTE);

        sums.add(0, T0 + 50_000, new Counts(2, 0, 0));
        assertThat(sums.counts(HOUR_WINDOW)).isEqualTo(new Counts(1, 0, 0));

        sums.add(0, T0 + 20_000, new Counts(1, 1, 0));
        assertThat(sums.counts(HOUR_WINDOW)).isEqualTo(new Counts(1, 1, 0));

        sums.add(0, T0 + MINUTE, new Counts(1, 1, 0));
        assertThat(sums.counts(HOUR_WINDOW)).isEqualTo(new Counts(2, 2, 0));
    }

    @Test
    void aSliceBelongsToTheWindowsInWhichItEnds() {
        TimeSliceSums sums = timeslices(ONE_HOUR, HALF_GOOD);
        sums.advanceTo(T0 + 10_000);
        sums.add(0, T0, new Counts(1, 1, 0));

        sums.advanceTo(T0 + MINUTE + 3_600_000 - 10_000);
        assertThat(sums.total(HOUR_WINDOW)).isEqualTo(1);

        sums.advanceTo(T0 + MINUTE + 3_600_000);
        assertThat(sums.total(HOUR_WINDOW)).isZero();
    }

    @Test
    void anEventThatComesLateCounts_asLongAsAWindowReachesBackToIt() {
        Duration month = Duration.ofDays(30);
        SeriesPlan plan = new SeriesPlan(List.of(month), Optional.empty(), Map.of(), List.of(), 0, false);
        TimeSliceSums sums = timeslices(plan, HALF_GOOD);
        long now = T0 + 59 * MINUTE;
        sums.advanceTo(now);

        // A window of that length moves in steps of an hour, and this hour has lasted for 59 minutes.
        sums.add(0, T0 - month.toMillis(), new Counts(1, 1, 0));
        assertThat(sums.counts(0)).isEqualTo(new Counts(1, 1, 0));

        sums.add(0, T0 - month.toMillis() - 2 * MINUTE, new Counts(1, 1, 0));
        assertThat(sums.counts(0)).isEqualTo(new Counts(1, 1, 0));
    }

    @Test
    void aRestatementOfAPeriodThatIsForgotten_changesNothing() {
        BudgetPeriod.Calendar days = new BudgetPeriod.Calendar(
                LocalDateTime.of(2026, 1, 1, 0, 0), ZoneId.of("UTC"), 1, BudgetPeriod.CalendarUnit.DAY);
        TimeSliceSums sums = timeslices(plan(Optional.of(days)), HALF_GOOD);
        sums.advanceTo(T0 + 23 * 60 * MINUTE + 10_000);
        sums.add(0, T0 + 23 * 60 * MINUTE, new Counts(2, 0, 0));
        sums.advanceTo(T0 + 48 * 60 * MINUTE + 10_000);

        sums.add(0, T0 + 23 * 60 * MINUTE, new Counts(5, 5, 0));

        assertThat(sums.counts(sums.period())).isEqualTo(Counts.NONE);
    }

    @Test
    void aSliceOfACompositeIsBad_whenItIsForAnyThatHadEvents() {
        TimeSliceSums.Judge judge =
                TimeSliceSums.Judges.timeslices(List.of(HALF_GOOD, new TimeSlice(Duration.ofMinutes(1), 1_000_000)));

        assertThat(judge.bad(new long[] {4, 4}, new long[] {2, 0})).isZero();
        assertThat(judge.bad(new long[] {4, 4}, new long[] {3, 0})).isEqualTo(1);
        assertThat(judge.bad(new long[] {4, 4}, new long[] {2, 1})).isEqualTo(1);
        assertThat(judge.bad(new long[] {4, 0}, new long[] {2, 0})).isZero();
    }

    @Test
    void aCompositeByRatiosLosesTheWeightedSum_butNotMoreThanAll() {
        TimeSliceSums.Judge judge = TimeSliceSums.Judges.ratioTimeslices(new long[] {500, 2_000});

        assertThat(judge.bad(new long[] {4, 4}, new long[] {1, 1})).isEqualTo(PARTS / 8 + PARTS / 2);
        assertThat(judge.bad(new long[] {4, 0}, new long[] {1, 0})).isEqualTo(PARTS / 8);
        assertThat(judge.bad(new long[] {4, 4}, new long[] {4, 3})).isEqualTo(PARTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRatioIsRoundedHalfUpToABillionth_howeverManyEventsThereAre(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long total = 1 + random.nextLong(1L << (1 + random.nextInt(55)));
            long bad = random.nextInt(8) == 0 ? total : random.nextLong(total + 1);

            assertThat(TimeSliceSums.Judges.partsOf(bad, total))
                    .as("seed %d: %d of %d", seed, bad, total)
                    .isEqualTo(BigDecimal.valueOf(bad)
                            .divide(BigDecimal.valueOf(total), 9, RoundingMode.HALF_UP)
                            .movePointRight(9)
                            .longValueExact());
        }
    }

    private static TimeSliceSums timeslices(SeriesPlan plan, TimeSlice slice) {
        return new TimeSliceSums(plan, 1, slice.window(), TimeSliceSums.Judges.timeslices(List.of(slice)));
    }

    private static SeriesPlan plan(Optional<BudgetPeriod.Calendar> calendar) {
        return new SeriesPlan(List.of(Duration.ofHours(1)), calendar, Map.of(), List.of(), 0, false);
    }
}
