package slipstream.alerting.route;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads one item of {@code time_intervals[].time_intervals}. */
final class TimeIntervalReader {
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,4}");
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private TimeIntervalReader() {}

    /** Mistakes are recorded; the interval is then not to be used. */
    static TimeInterval read(Fields fields) {
        TimeInterval interval = new TimeInterval(
                times(fields),
                ranges(fields, "weekdays", TimeIntervalReader::weekday, 0, 6),
                days(fields),
                ranges(fields, "months", TimeIntervalReader::month, 1, 12),
                ranges(fields, "years", TimeIntervalReader::number, 0, 9999),
                zone(fields));
        fields.done();
        return interval;
    }

    private static ZoneId zone(Fields fields) {
        return fields.converted("location", "a time zone such as UTC or Europe/Berlin", TimeIntervalReader::zone)
                .orElse(ZoneOffset.UTC);
    }

    private static ZoneId zone(String name) {
        try {
            return name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<TimeInterval.Range> times(Fields fields) {
        List<TimeInterval.Range> ranges = new ArrayList<>();
        for (Fields time : fields.listOfFields("times")) {
            Optional<Integer> start = minute(time, "start_time");
            Optional<Integer> end = minute(time, "end_time");
            if (start.isPresent() && end.isPresent()) {
                if (start.get() >= end.get()) {
                    time.error("end_time", "must be after start_time; a night is two: to 24:00 and from 00:00");
                } else {
                    ranges.add(new TimeInterval.Range(start.get(), end.get()));
                }
            }
            time.done();
        }
        return ranges;
    }

    private static Optional<Integer> minute(Fields time, String key) {
        if (!time.has(key)) {
            time.missing(key);
        }
        return time.converted(key, "a time of day from 00:00 to 24:00, in quotes", TimeIntervalReader::minute);
    }

    private static Integer minute(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher.group(1) == null
                ? MINUTES_OF_A_DAY
                : Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
    }

    private static List<TimeInterval.Range> days(Fields fields) {
        List<TimeInterval.Range> ranges = new ArrayList<>();
        for (Element item : fields.list("days_of_month")) {
            Optional<TimeInterval.Range> range = range(fields, item, TimeIntervalReader::number);
            if (range.isEmpty()) {
                continue;
            }
            int begin = range.get().begin();
            int end = range.get().end();
            if (begin == 0 || end == 0 || Math.abs(begin) > 31 || Math.abs(end) > 31) {
                refuse(fields, item, "days are 1 to 31, or -31 to -1 counted from the end of the month");
            } else if (begin < 0 && end > 0 && begin != -31 && end != 31) {
                // Which comes first depends on the month; Alertmanager refuses it unless it can only mean one thing.
                refuse(fields, item, "the end day must be negative when the first day is");
            } else if ((begin < 0) == (end < 0) && begin > end) {
                refuse(fields, item, "the end day is before the first day");
            } else {
                ranges.add(range.get());
            }
        }
        return ranges;
    }

    private static List<TimeInterval.Range> ranges(
            Fields fields, String key, ToIntFunction<String> number, int least, int most) {
        List<TimeInterval.Range> ranges = new ArrayList<>();
        for (Element item : fields.list(key)) {
            Optional<TimeInterval.Range> range = range(fields, item, number);
            if (range.isPresent()) {
                if (range.get().begin() > range.get().end()) {
                    refuse(fields, item, "the end is before the beginning");
                } else if (range.get().begin() < least || range.get().end() > most) {
                    refuse(fields, item, "must be from " + least + " to " + most);
                } else {
                    ranges.add(range.get());
                }
            }
        }
        return ranges;
    }

    private static Optional<TimeInterval.Range> range(Fields fields, Element item, ToIntFunction<String> number) {
        Optional<String> text = item.asText(fields.problems());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] ends = text.get().toLowerCase(Locale.ROOT).split(":", 2);
        try {
            int begin = number.applyAsInt(ends[0].strip());
            int end = ends.length == 1 ? begin : number.applyAsInt(ends[1].strip());
            return Optional.of(new TimeInterval.Range(begin, end));
        } catch (IllegalArgumentException e) {
            refuse(fields, item, "'" + text.get() + "' is neither one nor a range of two with a colon between");
            return Optional.empty();
        }
    }

    private static int number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text);
    }

    private static int weekday(String text) {
        return index(WEEKDAYS, text);
    }

    private static int month(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : index(MONTHS, text) + 1;
    }

    private static int index(List<String> names, String text) {
        int index = names.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException(text);
        }
        return index;
    }

    private static void refuse(Fields fields, Element item, String why) {
        fields.problems().error(item.where(), item.path(), why);
    }
}
