package slipstream.alerting.route;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/**
 * A recurring stretch of time; what is not said does not restrict it (Alertmanager, {@code timeinterval}).
 *
 * @param times minutes of the day, the end not included
 * @param daysOfMonth 1 to 31, or -31 to -1 from the end of the month
 * @param weekdays 0 is Sunday
 */
public record TimeInterval(
        List<Range> times,
        List<Range> weekdays,
        List<Range> daysOfMonth,
        List<Range> months,
        List<Range> years,
        ZoneId zone) {
    public TimeInterval {
        times = List.copyOf(times);
        weekdays = List.copyOf(weekdays);
        daysOfMonth = List.copyOf(daysOfMonth);
        months = List.copyOf(months);
        years = List.copyOf(years);
        Objects.requireNonNull(zone, "zone");
    }

    /** From one number to another. */
    public record Range(int begin, int end) {
        boolean includes(int number) {
            return number >= begin && number <= end;
        }
    }

    /** Whether an instant lies in it. */
    public boolean contains(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        int minute = there.getHour() * 60 + there.getMinute();
        return (times.isEmpty() || times.stream().anyMatch(time -> minute >= time.begin() && minute < time.end()))
                && (daysOfMonth.isEmpty() || daysOfMonth.stream().anyMatch(days -> holdsDay(days, there.toLocalDate())))
                && holds(months, there.getMonthValue())
                && holds(weekdays, there.getDayOfWeek().getValue() % 7)
                && holds(years, there.getYear());
    }

    private static boolean holds(List<Range> ranges, int number) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.includes(number));
    }

    /** Days before the first and after the last of a month are cut off; a range that begins after the last holds none. */
    private static boolean holdsDay(Range days, LocalDate date) {
        int last = date.lengthOfMonth();
        int begin = days.begin() < 0 ? last + days.begin() + 1 : days.begin();
        int end = days.end() < 0 ? last + days.end() + 1 : days.end();
        return begin <= last && date.getDayOfMonth() >= begin && date.getDayOfMonth() <= end;
    }
}
