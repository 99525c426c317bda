package slipstream.alerting.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * The days on which people work.
 *
 * @param end when they go home, on the clock of the zone
 * @param holidays days without work beside those of the week
 */
public record BusinessDays(Set<DayOfWeek> weekdays, LocalTime end, ZoneId zone, Set<LocalDate> holidays) {
    /** What holds where nothing is said: Monday to Friday until 17:00 UTC. */
    public static final BusinessDays USUAL = new BusinessDays(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(17, 0), ZoneOffset.UTC, Set.of());

    /** More days off in a row are a slip. */
    private static final int LONGEST_BREAK_DAYS = 400;

    public BusinessDays {
        weekdays = Set.copyOf(weekdays);
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(zone, "zone");
        holidays = Set.copyOf(holidays);
        if (weekdays.isEmpty()) {
            throw new IllegalArgumentException("there is no day of the week on which people work");
        }
    }

    /** The end of the first business day after the day of an instant. */
    public Instant endOfNext(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate().plusDays(1);
        for (int i = 0; i < LONGEST_BREAK_DAYS && !isOne(day); i++) {
            day = day.plusDays(1);
        }
        return day.atTime(end).atZone(zone).toInstant();
    }

    private boolean isOne(LocalDate day) {
        return weekdays.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }
}
