package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static slipstream.contract.slo.Schedules.covers;
import static slipstream.contract.slo.Schedules.words;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When maintenance is, for whoever asks and however often. */
class ScheduleTest {
    @Test
    void theFirstSundayOfTheMonthIsCovered_fromItsStartToJustBeforeItsEnd() {
        Schedule schedule = words("first sunday 02:00-04:00", "UTC");

        assertThat(covers(schedule, "2026-02-01T01:59:59.999Z")).isFalse();
        assertThat(covers(schedule, "2026-02-01T02:00:00Z")).isTrue();
        assertThat(covers(schedule, "2026-02-01T03:59:59.999Z")).isTrue();
        assertThat(covers(schedule, "2026-02-01T04:00:00Z")).isFalse();
        assertThat(covers(schedule, "2026-02-08T03:00:00Z")).isFalse();
        assertThat(covers(schedule, "1970-01-04T02:00:00Z")).isTrue();
        assertThat(covers(schedule, "1969-12-07T02:30:00Z")).isFalse();
    }

    @Test
    void threadsThatAskAtOnceAboutTimesFarApartAllGetTheTruth() throws Exception {
        Schedule schedule = words("first sunday 02:00-04:00", "UTC");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> askers = new ArrayList<>();
            for (long seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                askers.add(() -> wrongAnswers(schedule, random));
            }
            for (Future<Integer> wrong : threads.invokeAll(askers)) {
                assertThat(wrong.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int wrongAnswers(Schedule schedule, Random random) {
        int wrong = 0;
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime time = LocalDateTime.of(2000, 1, 1, 0, 0).plusMinutes(random.nextInt(15_000_000));
            boolean isSunday = time.getDayOfWeek() == DayOfWeek.SUNDAY && time.getDayOfMonth() <= 7;
            boolean isCovered = isSunday && time.getHour() >= 2 && time.getHour() < 4;
            if (schedule.covers(time.atZone(ZoneId.of("UTC")).toInstant().toEpochMilli()) != isCovered) {
                wrong++;
            }
        }
        return wrong;
    }

    /** A query of the rule takes some ten thousand times as long; the bound is far above what a kept answer takes. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void tenMillionEventsAreAskedForInSeconds() {
        Schedule schedule = words("every day 02:00-04:00", "Europe/Berlin");
        long time = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

        int covered = 0;
        for (int i = 0; i < 10_000_000; i++) {
            if (schedule.covers(time + i * 100L)) {
                covered++;
            }
        }

        assertThat(covered).isEqualTo(12 * 72_000);
    }

    @Test
    void onceIsOnce() {
        Instant from = Instant.parse("2026-01-04T02:00:00Z");
        Schedule schedule = Schedule.once(from, from.plusSeconds(60));

        assertThat(schedule.covers(from.toEpochMilli() - 1)).isFalse();
        assertThat(schedule.covers(from.toEpochMilli())).isTrue();
        assertThat(schedule.covers(from.toEpochMilli() + 59_999)).isTrue();
        assertThat(schedule.covers(from.toEpochMilli() + 60_000)).isFalse();
        assertThat(schedule.between(0, from.toEpochMilli())).isEmpty();
        assertThat(schedule.between(0, from.toEpochMilli() + 1)).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.once(from, from));
    }

    @Test
    void schedulesAreEqual_whenTheyMeanTheSame() {
        assertThat(words("first sunday 02:00-04:00", "UTC"))
                .isEqualTo(words("First Sunday 02:00 - 04:00", "UTC"))
                .hasSameHashCodeAs(words("First Sunday 02:00 - 04:00", "UTC"))
                .isNotEqualTo(words("first sunday 02:00-04:00", "Europe/Berlin"))
                .isNotEqualTo(words("first sunday 02:00-04:01", "UTC"));
    }
}
