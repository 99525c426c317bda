package slipstream.alerting.oncall;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads one of {@code schedules}. */
final class OnCallScheduleReader {
    private static final Duration SHORTEST_TURN = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Pattern HANDOFF = Pattern.compile("(?:([a-z]+) )?(\\d{2}:\\d{2})");

    private final Map<String, User> users;
    private final Intervals intervals;

    OnCallScheduleReader(Map<String, User> users, Intervals intervals) {
        this.users = users;
        this.intervals = intervals;
    }

    /** When turns change: on a day of the week, where one is named, at a time of day. */
    private record Handoff(Optional<DayOfWeek> day, LocalTime time) {}

    /** Empty, with a problem recorded, when nobody would ever be on call. */
    Optional<OnCallSchedule> read(Fields schedule, String name) {
        ZoneId zone = Zones.read(schedule);
        List<Rotation> layers = new ArrayList<>();
        if (schedule.has("layers")) {
            for (String key : List.of("users", "rotation", "handoff", "start")) {
                if (schedule.has(key)) {
                    schedule.error(key, "stands beside layers: it belongs into one of them");
                }
            }
            for (Fields layer : schedule.listOfFields("layers")) {
                layer(layer, zone).ifPresent(layers::add);
                layer.done();
            }
        } else {
            layer(schedule, zone).ifPresent(layers::add);
        }
        List<OnCallSchedule.StandIn> overrides = overrides(schedule, zone);
        schedule.done();
        return layers.isEmpty()
                ? Optional.empty()
                : Optional.of(new OnCallSchedule(name, zone, layers, overrides, intervals));
    }

    private Optional<Rotation> layer(Fields fields, ZoneId zone) {
        List<String> names = new ArrayList<>();
        if (!fields.holds("users") || fields.list("users").isEmpty()) {
            fields.error("users", "are required: nobody would be on call");
        }
        for (Element item : fields.list("users")) {
            item.asText(fields.problems())
                    .filter(user -> isKnown(fields, item, user))
                    .ifPresent(names::add);
        }
        Duration turn = fields.converted("rotation", "daily, weekly or a duration from 1h, such as 12h or 3d", text -> {
                    return turn(text);
                })
                .orElse(WEEK);
        Optional<Handoff> handoff = handoff(fields, turn);
        LocalDate start = fields.converted("start", "a date such as 2026-01-05", OnCallScheduleReader::date)
                .orElse(LocalDate.EPOCH);
        List<String> limits = CalmReader.intervals(fields, "time_intervals", intervals);
        if (names.isEmpty() || handoff.isEmpty()) {
            return Optional.empty();
        }
        LocalDate first = handoff.get()
                .day()
                .map(day -> start.with(TemporalAdjusters.nextOrSame(day)))
                .orElse(start);
        return Optional.of(new Rotation(names, first.atTime(handoff.get().time()), turn, zone, limits));
    }

    private boolean isKnown(Fields fields, Element item, String user) {
        if (!users.containsKey(user)) {
            fields.problems()
                    .error(
                            item.where(),
                            item.path(),
                            "there is no user '" + user + "'" + Spelling.suggestion(user, users.keySet()));
            return false;
        }
        if (users.get(user).receiver().isEmpty()) {
            fields.problems()
                    .error(item.where(), item.path(), "user '" + user + "' has no receiver through which to be told");
            return false;
        }
        return true;
    }

    private static Duration turn(String text) {
        Duration turn = switch (text) {
            case "daily" -> DAY;
            case "weekly" -> WEEK;
            default -> Durations.parse(text);
        };
        if (turn.compareTo(SHORTEST_TURN) < 0) {
            throw new IllegalArgumentException("shorter than an hour");
        }
        return turn;
    }

    /** Monday at midnight unless the file says more; a day of the week only where turns are whole weeks. */
    private static Optional<Handoff> handoff(Fields fields, Duration turn) {
        boolean isWeeks = turn.toMillis() % WEEK.toMillis() == 0;
        Handoff usual = new Handoff(isWeeks ? Optional.of(DayOfWeek.MONDAY) : Optional.empty(), LocalTime.MIDNIGHT);
        if (!fields.has("handoff")) {
            return Optional.of(usual);
        }
        Optional<Handoff> handoff = fields.converted(
                "handoff",
                "a time such as 09:00 or, for weeks, monday 09:00, in quotes",
                OnCallScheduleReader::handoff);
        if (handoff.isPresent() && handoff.get().day().isPresent() && !isWeeks) {
            fields.error("handoff", "names a day of the week, and turns are not whole weeks: give only the time");
            return Optional.empty();
        }
        return handoff.map(read -> read.day().isEmpty() ? new Handoff(usual.day(), read.time()) : read);
    }

    private static Handoff handoff(String text) {
        Matcher form = HANDOFF.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("no handoff");
        }
        try {
            return new Handoff(
                    Optional.ofNullable(form.group(1)).map(OnCallScheduleReader::weekday),
                    LocalTime.parse(form.group(2)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time of day", e);
        }
    }

    static DayOfWeek weekday(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no day of the week"));
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no date", e);
        }
    }

    private List<OnCallSchedule.StandIn> overrides(Fields schedule, ZoneId zone) {
        List<OnCallSchedule.StandIn> overrides = new ArrayList<>();
        for (Fields entry : schedule.listOfFields("overrides")) {
            Optional<String> user = entry.requiredText("user")
                    .filter(name -> entry.element("user")
                            .filter(item -> isKnown(entry, item, name))
                            .isPresent());
            Optional<Instant> from = Zones.instant(entry, "from", zone);
            Optional<Instant> to = Zones.instant(entry, "to", zone);
            entry.done();
            if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
                entry.error("to", "must be after from, " + from.get() + ", and is " + to.get());
            } else if (user.isPresent() && from.isPresent() && to.isPresent()) {
                overrides.add(new OnCallSchedule.StandIn(user.get(), from.get(), to.get()));
            }
        }
        return overrides;
    }
}
