package slipstream.contract.slo;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;

/** Reads when something happens: in words, as a recurrence rule, or once. */
public final class ScheduleReader {
    static final String WORDS_FORM =
            "such as 'first sunday 02:00-04:00', 'last friday 22:00-24:00' or 'every monday, tuesday 01:00-01:30'";

    private static final Pattern WORDS = Pattern.compile(
            "(first|second|third|fourth|last|every) ([a-z]+(?: ?, ?[a-z]+)*) ([0-9]{2}:[0-9]{2}) ?- ?([0-9]{2}:[0-9]{2})");
    private static final Map<String, String> ORDINALS =
            Map.of("first", "1", "second", "2", "third", "3", "fourth", "4", "last", "-1", "every", "");
    private static final LocalDate EPOCH = LocalDate.EPOCH;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(31);
    private static final long CHECKED_YEARS_MILLIS = Duration.ofDays(5 * 366).toMillis();

    private final Fields spec;
    private final ZoneId zone;

    /** @param zone whose clock is meant where a time names no offset */
    public ScheduleReader(Fields spec, ZoneId zone) {
        this.spec = spec;
        this.zone = zone;
    }

    /** The schedule of a maintenance window: one of {@code schedule}, {@code recurrence} and {@code once}. */
    public Optional<Schedule> read() {
        Optional<String> form = Exclusive.of(spec, List.of("schedule", "recurrence", "once"));
        if (form.isEmpty()) {
            return Optional.empty();
        }
        return switch (form.get()) {
            case "schedule" ->
                spec.converted("schedule", WORDS_FORM, this::words).flatMap(read -> checked("schedule", read));
            case "recurrence" ->
                spec.fields("recurrence").flatMap(this::recurrence).flatMap(read -> checked("recurrence", read));
            default ->
                spec.fields("once").flatMap(once -> {
                    Optional<Schedule> span = new ScheduleReader(once, zone).span();
                    once.done();
                    return span;
                });
        };
    }

    /** From one time to another, which stand beside each other. */
    Optional<Schedule> span() {
        for (String key : List.of("from", "to")) {
            if (!spec.holds(key)) {
                spec.missing(key);
            }
        }
        Optional<Instant> from = spec.holds("from") ? instant("from") : Optional.empty();
        Optional<Instant> to = spec.holds("to") ? instant("to") : Optional.empty();
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().isBefore(to.get())) {
            spec.error("to", "must be after from, " + from.get() + ", and is " + to.get());
            return Optional.empty();
        }
        Duration length = Duration.between(from.get(), to.get());
        if (length.compareTo(Windows.LONGEST) > 0) {
            spec.error("to", "is more than 366 days after from: nothing would be left to count");
            return Optional.empty();
        }
        if (length.compareTo(MONTH) > 0) {
            spec.warning("to", "is " + length.toDays() + " days after from: all of that is left out of the budget");
        }
        return Optional.of(Schedule.once(from.get(), to.get()));
    }

    private Optional<Instant> instant(String key) {
        return spec.converted(
                key, "a time such as 2026-01-31T12:00:00Z or, on the clock of timeZone, 2026-01-31 12:00:00", text -> {
                    try {
                        return OffsetDateTime.parse(text).toInstant();
                    } catch (DateTimeException e) {
                        return PeriodReader.localTime(text).atZone(zone).toInstant();
                    }
                });
    }

    private RecurringSchedule words(String text) {
        Matcher form = WORDS.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("not in words");
        }
        LocalTime start = time(form.group(3));
        Duration length = length(start, form.group(4));
        String rule = rule(form.group(1), Arrays.asList(form.group(2).split(" ?, ?", -1)));
        return new RecurringSchedule(rule, EPOCH.atTime(start), length, true, zone);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time of day", e);
        }
    }

    private static Duration length(LocalTime start, String end) {
        Duration sinceMidnight = end.equals("24:00") ? DAY : Duration.between(LocalTime.MIDNIGHT, time(end));
        Duration length = sinceMidnight.minus(Duration.between(LocalTime.MIDNIGHT, start));
        if (length.isZero()) {
            throw new IllegalArgumentException("a span has a length; a whole day is 00:00-24:00");
        }
        return length.isNegative() ? length.plus(DAY) : length;
    }

    private static String rule(String ordinal, List<String> days) {
        if (ordinal.equals("every") && days.equals(List.of("day"))) {
            return "FREQ=DAILY";
        }
        List<String> byDay = new ArrayList<>();
        for (String day : days) {
            DayOfWeek weekday = Arrays.stream(DayOfWeek.values())
                    .filter(candidate ->
                            candidate.name().toLowerCase(Locale.ROOT).equals(day))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + day + "' is no day of the week"));
            byDay.add(ORDINALS.get(ordinal) + weekday.name().substring(0, 2));
        }
        String frequency = ordinal.equals("every") ? "WEEKLY" : "MONTHLY";
        return "FREQ=" + frequency + ";BYDAY=" + String.join(",", byDay);
    }

    private Optional<RecurringSchedule> recurrence(Fields recurrence) {
        for (String key : List.of("rrule", "start", "duration")) {
            if (!recurrence.holds(key)) {
                recurrence.missing(key);
            }
        }
        Optional<String> rule = recurrence.holds("rrule")
                ? recurrence.converted(
                        "rrule",
                        "a recurrence rule of days or longer, such as FREQ=MONTHLY;BYDAY=1SU",
                        this::checkedRule)
                : Optional.empty();
        Optional<LocalDateTime> start =
                recurrence.holds("start") ? PeriodReader.localTime(recurrence, "start") : Optional.empty();
        Optional<Duration> length = recurrence.holds("duration") ? recurrence.duration("duration") : Optional.empty();
        recurrence.done();
        if (rule.isEmpty() || start.isEmpty() || length.isEmpty()) {
            return Optional.empty();
        }
        if (length.get().compareTo(Windows.LONGEST) > 0) {
            recurrence.error("duration", "is longer than 366d: " + Durations.format(length.get()));
            return Optional.empty();
        }
        return Optional.of(new RecurringSchedule(rule.get(), start.get(), length.get(), false, zone));
    }

    /** A rule that can be counted on a clock: an {@code UNTIL} in UTC, which RFC 5545 asks for, is turned to the zone's. */
    private String checkedRule(String text) {
        try {
            RecurrenceRule rule = new RecurrenceRule(text, RecurrenceRule.RfcMode.RFC5545_STRICT);
            if (rule.getFreq() == Freq.HOURLY || rule.getFreq() == Freq.MINUTELY || rule.getFreq() == Freq.SECONDLY) {
                throw new IllegalArgumentException("more often than daily");
            }
            DateTime until = rule.getUntil();
            if (until != null && !until.isFloating()) {
                LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(until.getTimestamp()), zone);
                rule.setUntil(RecurringSchedule.floating(local));
            }
            return rule.toString();
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException("not a recurrence rule", e);
        }
    }

    /** A schedule that never comes or never ends is a slip. */
    private Optional<Schedule> checked(String key, RecurringSchedule schedule) {
        Optional<Instant> first = Optional.empty();
        List<BudgetPeriod.Span> spans = List.of();
        try {
            first = schedule.firstStart();
            if (first.isPresent()) {
                long from = first.get().toEpochMilli();
                spans = schedule.between(from, from + CHECKED_YEARS_MILLIS);
            }
        } catch (IllegalArgumentException e) {
            // The library gives up on a rule that filters out all of a long row of days.
            first = Optional.empty();
        }
        if (first.isEmpty()) {
            spec.error(key, "never happens, or so seldom that it cannot be followed");
            return Optional.empty();
        }
        Instant end = first.get().plusMillis(CHECKED_YEARS_MILLIS);
        if (spans.size() == 1 && !spans.get(0).to().isBefore(end)) {
            spec.error(key, "covers all of the time: nothing would be left to count");
            return Optional.empty();
        }
        return Optional.of(schedule);
    }
}
