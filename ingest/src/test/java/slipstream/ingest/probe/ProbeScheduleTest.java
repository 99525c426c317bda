package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {
    private static final long T0 = 1_767_225_600_000L;

    @Test
    void slotsLieAtMultiplesOfTheIntervalPlusTheOffset_whereverOneStarts() {
        // given
        ProbeSchedule schedule = new ProbeSchedule(30_000, 7_000);

        // then
        assertThat(schedule.firstAfter(T0)).isEqualTo(T0 + 7_000);
        assertThat(schedule.firstAfter(T0 + 6_999)).isEqualTo(T0 + 7_000);
        assertThat(schedule.firstAfter(T0 + 7_000)).isEqualTo(T0 + 37_000);
        assertThat(schedule.firstAfter(-1)).isEqualTo(7_000);
        assertThat(schedule.firstAfter(-30_000)).isEqualTo(-23_000);
    }

    @Test
    void nothingIsDue_beforeTheNextSlot() {
        // given
        ProbeSchedule schedule = new ProbeSchedule(1_000, 0);

        // then
        assertThat(schedule.due(T0 + 1_000, T0 + 999)).isEqualTo(ProbeSchedule.Due.NOTHING);
    }

    @Test
    void slotRunsAndNothingIsMissed_whenTheTickIsLessThanAnIntervalLate() {
        // given
        ProbeSchedule schedule = new ProbeSchedule(1_000, 0);

        // when
        ProbeSchedule.Due due = schedule.due(T0, T0 + 999);

        // then
        assertThat(due.run()).hasValue(T0);
        assertThat(due.missed()).isEmpty();
    }

    @Test
    void eachSlotOfAPauseIsMissed_andTheLastOneStillRuns() {
        // given
        ProbeSchedule schedule = new ProbeSchedule(1_000, 0);

        // when
        ProbeSchedule.Due due = schedule.due(T0, T0 + 3_500);

        // then
        assertThat(due.missed()).containsExactly(T0, T0 + 1_000, T0 + 2_000);
        assertThat(due.run()).hasValue(T0 + 3_000);
        assertThat(due.forgotten()).isZero();
    }

    @Test
    void onlyTheLastThousandMissedSlotsAreTold_afterAWeekOfSuspension() {
        // given
        ProbeSchedule schedule = new ProbeSchedule(1_000, 0);
        long week = Duration.ofDays(7).toMillis();

        // when
        ProbeSchedule.Due due = schedule.due(T0, T0 + week);

        // then
        assertThat(due.missed()).hasSize(1000).isSorted();
        assertThat(due.missed().get(999)).isEqualTo(T0 + week - 1_000);
        assertThat(due.forgotten()).isEqualTo(week / 1_000 - 1000);
        assertThat(due.run()).hasValue(T0 + week);
    }

    @Test
    void everySlotIsGivenOutOnce_inOrder_howeverIrregularTheTicks() {
        for (long seed = 1; seed <= 200; seed++) {
            // given
            Random random = new Random(seed);
            long interval = 1L + random.nextInt(5_000);
            ProbeSchedule schedule = new ProbeSchedule(interval, random.nextInt((int) interval));
            long now = T0 + random.nextInt(10_000);
            long start = now;
            long next = schedule.firstAfter(now);

            // when
            List<Long> given = new ArrayList<>();
            for (int tick = 0; tick < 50; tick++) {
                now += random.nextInt(4) == 0 ? 20L * random.nextInt((int) interval) : random.nextInt(250);
                ProbeSchedule.Due due = schedule.due(next, now);
                given.addAll(due.missed());
                if (due.run().isPresent()) {
                    given.add(due.run().getAsLong());
                    next = due.run().getAsLong() + interval;
                }
            }

            // then
            List<Long> truth = new ArrayList<>();
            for (long millis = start + 1; millis <= now; millis++) {
                if (Math.floorMod(millis - schedule.offsetMillis(), interval) == 0) {
                    truth.add(millis);
                }
            }
            assertThat(given).as("seed " + seed).isEqualTo(truth);
        }
    }

    @Test
    void slotsStayWhereTheyAre_whenTheClockIsSetBack() {
        // given
        ProbeSchedule schedule = new ProbeSchedule(1_000, 0);

        // then
        assertThat(schedule.due(T0 + 1_000, T0 - 3_600_000).run()).isEmpty();
    }

    @Test
    void neighbouringTargetsAreSpreadOverTheInterval_andAlwaysInTheSameWay() {
        // given
        Duration interval = Duration.ofSeconds(30);

        // when
        List<Long> offsets = IntStream.range(0, 100)
                .mapToObj(i -> ProbeSchedule.of("site", "http://shop-" + i + ".example/", interval)
                        .offsetMillis())
                .toList();

        // then
        for (int tenth = 0; tenth < 10; tenth++) {
            long from = tenth * 3_000L;
            assertThat(offsets).anyMatch(offset -> offset >= from && offset < from + 3_000);
        }
        assertThat(ProbeSchedule.of("site", "http://shop-1.example/", interval).offsetMillis())
                .isEqualTo(offsets.get(1));
    }
}
