package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When maintenance is, against the clock read minute by minute, and over every change of the clock. */
class ScheduleTest {
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "last", "every");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu"));

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

    /** On 29 March 2026 Berlin's clock goes from 02:00 to 03:00, on 25 October from 03:00 back to 02:00. */
    @ParameterizedTest
    @CsvSource({
        // In the gap: as long after it as it was into it, on the same day, and no shorter for it.
        "every day 02:30-02:45, 2026-03-29, 2026-03-29T01:30:00Z, 2026-03-29T01:45:00Z",
        "every sunday 02:30-03:15, 2026-03-29, 2026-03-29T01:30:00Z, 2026-03-29T02:15:00Z",
        "every day 02:00-03:00, 2026-03-29, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        // Over the gap: as the clock shows it, an hour shorter.
        "every day 01:00-04:00, 2026-03-29, 2026-03-29T00:00:00Z, 2026-03-29T02:00:00Z",
        "every day 22:00-05:00, 2026-03-28, 2026-03-28T21:00:00Z, 2026-03-29T03:00:00Z",
        // Over the hour that comes twice: an hour longer; within it: the first of the two.
        "every day 01:00-04:00, 2026-10-25, 2026-10-24T23:00:00Z, 2026-10-25T03:00:00Z",
        "every day 02:00-04:00, 2026-10-25, 2026-10-25T00:00:00Z, 2026-10-25T03:00:00Z",
        "every day 02:15-02:45, 2026-10-25, 2026-10-25T00:15:00Z, 2026-10-25T00:45:00Z",
        "last sunday 00:00-24:00, 2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "last sunday 00:00-24:00, 2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z"
    })
    void aChangeOfTheClockMovesASpan_andNeverDropsIt(String words, LocalDate day, Instant from, Instant to) {
        Schedule schedule = words(words, "Europe/Berlin");
        Instant start = day.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant();

        List<BudgetPeriod.Span> spans = schedule.between(from.toEpochMilli(), to.toEpochMilli());

        assertThat(spans).containsExactly(new BudgetPeriod.Span(from, to));
        assertThat(from).isBetween(start, end);
        assertThat(schedule.covers(from.toEpochMilli())).isTrue();
        assertThat(schedule.covers(from.toEpochMilli() - 1)).isFalse();
        assertThat(schedule.covers(to.toEpochMilli() - 1)).isTrue();
        assertThat(schedule.covers(to.toEpochMilli())).isFalse();
    }

    /** A rule with a duration counts time that passes, whatever the clock does meanwhile. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28 23:00:00, 2026-03-28T22:00:00Z, 2026-03-29T02:00:00Z",
        "2026-10-24 23:00:00, 2026-10-24T21:00:00Z, 2026-10-25T01:00:00Z"
    })
    void aDurationIsAsLongOverAChangeOfTheClock(String start, Instant from, Instant to) {
        Schedule schedule = rule("FREQ=YEARLY", start, "4h", "Europe/Berlin");

        assertThat(schedule.between(from.toEpochMilli(), to.toEpochMilli()))
                .containsExactly(new BudgetPeriod.Span(from, to));
    }

    @Test
    void coversIsWhatTheClockShows_minuteByMinute() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            ClockOracle oracle = ClockOracle.random(random);
            Schedule schedule = words(oracle.words(), oracle.zone().getId());
            Instant at = LocalDateTime.of(2026, 1 + random.nextInt(12), 1, 0, 0)
                    .minusDays(3)
                    .atZone(oracle.zone())
                    .toInstant();
            Instant end = at.plus(Duration.ofDays(38));
            for (; at.isBefore(end); at = at.plus(Duration.ofMinutes(1))) {
                if (schedule.covers(at.toEpochMilli()) != oracle.covers(at)) {
                    throw new AssertionError("seed " + seed + ": " + oracle + " at " + at);
                }
            }
        }
    }

    /** Reads the clock. Its times keep away from the hours in which clocks change, where the clock alone does not say which is meant. */
    private record ClockOracle(String ordinal, DayOfWeek day, LocalTime start, LocalTime end, ZoneId zone) {
        static ClockOracle random(Random random) {
            int startMinute = 5 * 60 + random.nextInt(18 * 60);
            int endMinute = 5 * 60 + random.nextInt(18 * 60);
            return new ClockOracle(
                    ORDINALS.get(random.nextInt(ORDINALS.size())),
                    DayOfWeek.of(1 + random.nextInt(7)),
                    LocalTime.MIN.plusMinutes(startMinute),
                    LocalTime.MIN.plusMinutes(endMinute == startMinute ? endMinute + 1 : endMinute),
                    ZONES.get(random.nextInt(ZONES.size())));
        }

        String words() {
            return ordinal + " " + day.name().toLowerCase(Locale.ROOT) + " " + start + "-" + end;
        }

        boolean covers(Instant at) {
            LocalDateTime local = LocalDateTime.ofInstant(at, zone);
            LocalTime time = local.toLocalTime();
            LocalDate today = local.toLocalDate();
            if (start.isBefore(end)) {
                return isIts(today) && !time.isBefore(start) && time.isBefore(end);
            }
            return (isIts(today) && !time.isBefore(start)) || (isIts(today.minusDays(1)) && time.isBefore(end));
        }

        private boolean isIts(LocalDate date) {
            if (date.getDayOfWeek() != day) {
                return false;
            }
            int week = (date.getDayOfMonth() - 1) / 7;
            return switch (ordinal) {
                case "every" -> true;
                case "last" -> date.plusDays(7).getMonth() != date.getMonth();
                default -> ORDINALS.indexOf(ordinal) == week;
            };
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU | 2026-01-06 22:00:00 | 2026-01-06 2026-01-20 2026-02-03 2026-02-17",
                "FREQ=MONTHLY;BYMONTHDAY=31 | 2026-01-31 22:00:00 | 2026-01-31 2026-03-31 2026-05-31",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 | 2026-01-01 22:00:00 | 2026-01-30 2026-02-27 2026-03-31 2026-04-30",
                "FREQ=DAILY;COUNT=3 | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11 2026-01-12",
                "FREQ=DAILY;UNTIL=20260112T210000Z | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11 2026-01-12",
                "FREQ=DAILY;UNTIL=20260112T205959Z | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11",
                "FREQ=DAILY;UNTIL=20260111T220000 | 2026-01-10 22:00:00 | 2026-01-10 2026-01-11"
            })
    void aRecurrenceRuleIsFollowed(String rule, String start, String days) {
        Schedule schedule = rule(rule, start, "2h", "Europe/Berlin");
        long from = Instant.parse("2025-12-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("2026-05-31T23:00:00Z").toEpochMilli();

        List<BudgetPeriod.Span> spans = schedule.between(from, to);

        assertThat(spans)
                .extracting(span -> span.from()
                        .atZone(ZoneId.of("Europe/Berlin"))
                        .toLocalDate()
                        .toString())
                .startsWith(days.split(" ", -1));
        assertThat(spans)
                .allMatch(span -> Duration.between(span.from(), span.to()).toHours() == 2);
    }

    @Test
    void aDayThatComesEveryFourYearsIsWaitedFor() {
        for (String rule : List.of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")) {
            Schedule schedule = rule(rule, "2026-01-01 00:00:00", "1h", "UTC");

            assertThat(covers(schedule, "2028-02-29T00:30:00Z")).isTrue();
            assertThat(covers(schedule, "2027-03-01T00:30:00Z")).isFalse();
            assertThat(covers(schedule, "2032-02-29T00:30:00Z")).isTrue();
        }
    }

    @Test
    void spansThatOverlapOrTouchAreOne() {
        Schedule schedule = rule("FREQ=WEEKLY;BYDAY=MO,TU,TH", "2026-01-05 00:00:00", "24h", "UTC");
        long from = Instant.parse("2026-02-02T00:00:00Z").toEpochMilli();

        List<BudgetPeriod.Span> spans =
                schedule.between(from, from + Duration.ofDays(7).toMillis());

        assertThat(spans)
                .containsExactly(
                        new BudgetPeriod.Span(
                                Instant.parse("2026-02-02T00:00:00Z"), Instant.parse("2026-02-04T00:00:00Z")),
                        new BudgetPeriod.Span(
                                Instant.parse("2026-02-05T00:00:00Z"), Instant.parse("2026-02-06T00:00:00Z")));
    }

    @Test
    void aSpanIsSeenFromWithinIt_alsoWhereAStretchOfTimeEnds() {
        Schedule schedule = rule("FREQ=MONTHLY;BYMONTHDAY=10", "2020-01-10 13:00:00", "18d", "UTC");

        for (Instant day = Instant.parse("2026-01-01T13:00:00Z");
                day.isBefore(Instant.parse("2027-01-01T00:00:00Z"));
                day = day.plus(Duration.ofDays(1))) {
            boolean isCovered = !schedule.between(day.toEpochMilli(), day.toEpochMilli() + 1)
                    .isEmpty();
            assertThat(schedule.covers(day.toEpochMilli())).as("%s", day).isEqualTo(isCovered);
            int dayOfMonth = day.atZone(ZoneId.of("UTC")).getDayOfMonth();
            assertThat(isCovered).as("%s", day).isEqualTo(dayOfMonth >= 10 && dayOfMonth < 28);
        }
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

    private static boolean covers(Schedule schedule, String instant) {
        return schedule.covers(Instant.parse(instant).toEpochMilli());
    }

    private static Schedule words(String words, String zone) {
        return read("{schedule: '" + words + "', timeZone: " + zone + "}");
    }

    private static Schedule rule(String rule, String start, String duration, String zone) {
        return read("{recurrence: {rrule: '" + rule + "', start: '" + start + "', duration: " + duration
                + "}, timeZone: " + zone + "}");
    }

    private static Schedule read(String spec) {
        Documents read = Documents.read(Documents.SLO
                + "---\n{apiVersion: slipstream/v1, kind: MaintenanceWindow, metadata: {name: window}, spec: " + spec
                + "}\n");
        assertThat(read.problems()).isEmpty();
        return read.only().exclusions().get(0).schedule();
    }
}
