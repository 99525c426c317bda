package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.contract.slo.Schedules.rule;
import static slipstream.contract.slo.Schedules.words;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maintenance against the clock read minute by minute, and over every change of the clock. */
class ScheduleClockTest {
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "last", "every");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu"));

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
}
