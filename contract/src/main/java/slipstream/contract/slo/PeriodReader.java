package slipstream.contract.slo;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads {@code timeWindow}: over which time an error budget is given. */
final class PeriodReader {
    /** How a local time is written, with a blank or, as in ISO 8601, a T. */
    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final BudgetPeriod USUAL = new BudgetPeriod.Rolling(Duration.ofDays(30));
    private static final int MONTHS_OF_A_YEAR = 12;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0, 0);

    private final Fields spec;
    private final Reading reading;

    PeriodReader(Fields spec, Reading reading) {
        this.spec = spec;
        this.reading = reading;
    }

    /** The period; empty, with a problem recorded, when none can be made of the document. */
    Optional<BudgetPeriod> read() {
        List<Fields> windows = spec.holds("timeWindow") ? spec.listOfFields("timeWindow") : List.of();
        if (windows.isEmpty()) {
            reading.report(
                    spec, "timeWindow", "must list exactly one window, lists none; a rolling one of 30d is assumed");
            return Optional.of(USUAL);
        }
        List<Optional<BudgetPeriod>> periods =
                windows.stream().map(this::window).toList();
        if (periods.size() != 1) {
            spec.error("timeWindow", "must list exactly one window, lists " + periods.size());
            return Optional.empty();
        }
        return periods.get(0);
    }

    private Optional<BudgetPeriod> window(Fields window) {
        if (!window.holds("duration")) {
            window.missing("duration");
        }
        boolean hasCalendar = window.holds("calendar");
        Optional<Boolean> isRolling = window.holds("isRolling") ? window.bool("isRolling") : Optional.empty();
        Optional<BudgetPeriod> period =
                isRolling.orElse(!hasCalendar) ? rolling(window).map(BudgetPeriod.class::cast) : calendar(window);
        window.done();
        if (!window.holds("isRolling") && !hasCalendar) {
            window.error("isRolling", "is required: true for the last so many days, or false beside a calendar");
            return Optional.empty();
        }
        if (isRolling.orElse(false) && hasCalendar) {
            window.error("calendar", "belongs to isRolling: false; a rolling window has no calendar");
            return Optional.empty();
        }
        return period;
    }

    private Optional<BudgetPeriod.Rolling> rolling(Fields window) {
        if (!window.holds("duration")) {
            return Optional.empty();
        }
        Optional<Duration> length = window.text("duration")
                .flatMap(Shorthand::of)
                .filter(Shorthand::isCalendar)
                .map(Shorthand::nominal);
        if (length.isPresent()) {
            window.warning(
                    "duration", "a rolling window has no months: it is taken as " + Durations.format(length.get()));
        } else {
            length = Shorthand.length(window, "duration", reading);
        }
        if (length.isPresent() && length.get().compareTo(SHORTEST) < 0) {
            window.error("duration", "a budget is given for 5m to 366d (m is a minute, M a month)");
            return Optional.empty();
        }
        return length.filter(duration -> Windows.isAllowed(window, "duration", duration))
                .map(BudgetPeriod.Rolling::new);
    }

    private Optional<BudgetPeriod> calendar(Fields window) {
        Optional<Shorthand> duration = window.holds("duration") ? calendarDuration(window) : Optional.empty();
        if (!window.holds("calendar")) {
            window.error("calendar", "is required beside isRolling: false");
            return Optional.empty();
        }
        Optional<Fields> calendar = window.fields("calendar");
        if (calendar.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDateTime> start = startTime(calendar.get());
        Optional<ZoneId> zone = timeZone(calendar.get());
        calendar.get().done();
        if (duration.isEmpty() || start.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BudgetPeriod.Calendar(
                start.get(), zone.get(), duration.get().amount(), duration.get().unit()));
    }

    /** In OpenSLO {@code 1M} is a month and {@code 1m} a minute, which the spec's own example takes for a month. */
    static Optional<Shorthand> calendarDuration(Fields window) {
        Optional<Shorthand> duration = window.converted(
                "duration",
                "one whole number with h, d, w, M, Q or Y, such as 1M",
                text -> Shorthand.of(text)
                        .filter(form -> form.amount() > 0)
                        .orElseThrow(() -> new IllegalArgumentException("not in shorthand")));
        if (duration.isPresent() && duration.get().unit() == BudgetPeriod.CalendarUnit.MINUTE) {
            int amount = duration.get().amount();
            if (amount > MONTHS_OF_A_YEAR) {
                window.error("duration", "m is a minute, and a calendar has no periods of minutes: M is a month");
                return Optional.empty();
            }
            window.warning(
                    "duration",
                    "m is a minute, and a calendar has no periods of minutes: it is taken as " + amount
                            + "M, months; write that");
            return Optional.of(new Shorthand(amount, BudgetPeriod.CalendarUnit.MONTH));
        }
        if (duration.isPresent() && duration.get().nominal().compareTo(Windows.LONGEST) > 0) {
            window.error("duration", "a budget is given for 366d at most");
            return Optional.empty();
        }
        return duration;
    }

    private static Optional<LocalDateTime> startTime(Fields calendar) {
        if (!calendar.holds("startTime")) {
            calendar.missing("startTime");
            return Optional.empty();
        }
        return localTime(calendar, "startTime");
    }

    /** A time on the clock of some zone. */
    static Optional<LocalDateTime> localTime(Fields fields, String key) {
        return fields.converted(key, "a local time such as 2026-01-01 00:00:00", PeriodReader::localTime);
    }

    /** @throws IllegalArgumentException when the text is not a local time */
    static LocalDateTime localTime(String text) {
        try {
            return LocalDateTime.parse(text.replace('T', ' '), LOCAL_TIME);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a local time", e);
        }
    }

    private static Optional<ZoneId> timeZone(Fields calendar) {
        if (!calendar.holds("timeZone")) {
            calendar.missing("timeZone");
            return Optional.empty();
        }
        return zone(calendar, "timeZone");
    }

    /** A zone by its name in the IANA database. Offsets and the machine's own zone are refused: they hide when clocks change. */
    static Optional<ZoneId> zone(Fields fields, String key) {
        Optional<String> name = fields.text(key);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (ZoneId.getAvailableZoneIds().contains(name.get())) {
            return Optional.of(ZoneId.of(name.get()));
        }
        fields.error(
                key,
                "'" + name.get() + "' is not the name of a time zone, such as UTC or Europe/Berlin"
                        + Spelling.nearest(name.get(), ZoneId.getAvailableZoneIds())
                                .map(nearest -> "; did you mean '" + nearest + "'?")
                                .orElse(""));
        return Optional.empty();
    }

    /** The period of a quota, which is by the calendar: from 1970 on and in UTC unless it says otherwise. */
    static Optional<BudgetPeriod.Calendar> ofQuota(Fields period) {
        if (!period.holds("duration")) {
            period.missing("duration");
        }
        Optional<Shorthand> duration = period.holds("duration") ? calendarDuration(period) : Optional.empty();
        Optional<ZoneId> zone = period.holds("timeZone") ? zone(period, "timeZone") : Optional.of(ZoneId.of("UTC"));
        Optional<LocalDateTime> start = period.holds("startTime") ? localTime(period, "startTime") : Optional.of(EPOCH);
        period.done();
        return duration.isPresent() && zone.isPresent() && start.isPresent()
                ? Optional.of(new BudgetPeriod.Calendar(
                        start.get(),
                        zone.get(),
                        duration.get().amount(),
                        duration.get().unit()))
                : Optional.empty();
    }
}
