package slipstream.streams.bruteforce;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.Exclusion;
import slipstream.contract.slo.Schedule;

/** Beginnings, lengths, periods and maintenance at random, about a beginning that is often near a change of the clocks. */
final class RandomTimes {
    /** About when the clocks of the zones below change, and other days that are unlike the rest. */
    private static final List<Instant> BEGINNINGS = Stream.of(
                    "2026-01-28T00:00:00Z",
                    "2026-03-28T22:00:00Z",
                    "2026-10-24T23:00:00Z",
                    "2026-03-08T05:00:00Z",
                    "2026-11-01T04:00:00Z",
                    "2026-04-04T13:00:00Z",
                    "2026-12-31T20:00:00Z",
                    "2028-02-28T21:00:00Z")
            .map(Instant::parse)
            .toList();

    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
            .map(ZoneId::of)
            .toList();

    private static final List<Duration> WINDOWS = Stream.of(
                    "PT10S", "PT2M", "PT5M", "PT30M", "PT1H", "PT90M", "PT2H", "PT6H", "PT12H", "P1D", "P3D", "P7D",
                    "P30D", "P90D", "P365D")
            .map(Duration::parse)
            .toList();

    private static final Map<ZoneId, Schedule> MAINTENANCE = new HashMap<>();

    final Instant beginning;
    private final Random random;
    private final Duration span;
    private final boolean isLong;

    /**
     * @param span over what time the history goes
     * @param isLong whether periods are of days to a year, instead of minutes to a month
     */
    RandomTimes(Random random, Duration span, boolean isLong) {
        this.random = random;
        this.span = span;
        this.isLong = isLong;
        this.beginning = BEGINNINGS.get(random.nextInt(BEGINNINGS.size())).plusSeconds(10L * random.nextInt(720));
    }

    BudgetPeriod period() {
        if (random.nextInt(5) < 2) {
            return calendar();
        }
        List<String> lengths = isLong
                ? List.of("P1D", "P7D", "P28D", "P30D", "P90D", "P365D", "P366D")
                : List.of("PT30M", "PT1H", "PT2H", "PT6H", "PT13H", "P1D", "P7D", "P30D", "P90D", "P365D");
        return new BudgetPeriod.Rolling(Duration.parse(lengths.get(random.nextInt(lengths.size()))));
    }

    BudgetPeriod.Calendar calendar() {
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        LocalDateTime near = LocalDateTime.ofInstant(beginning, zone);
        LocalDateTime start = near.minusDays(random.nextInt(40))
                .with(LocalTime.of(random.nextInt(4) == 0 ? 2 : 0, 30 * random.nextInt(2)));
        if (random.nextInt(4) == 0) {
            start = start.withDayOfMonth(start.toLocalDate().lengthOfMonth());
        }
        List<BudgetPeriod.CalendarUnit> units = isLong
                ? List.of(
                        BudgetPeriod.CalendarUnit.DAY,
                        BudgetPeriod.CalendarUnit.WEEK,
                        BudgetPeriod.CalendarUnit.MONTH,
                        BudgetPeriod.CalendarUnit.QUARTER,
                        BudgetPeriod.CalendarUnit.YEAR)
                : List.of(
                        BudgetPeriod.CalendarUnit.HOUR,
                        BudgetPeriod.CalendarUnit.DAY,
                        BudgetPeriod.CalendarUnit.DAY,
                        BudgetPeriod.CalendarUnit.MONTH);
        BudgetPeriod.CalendarUnit unit = units.get(random.nextInt(units.size()));
        int most = unit == BudgetPeriod.CalendarUnit.YEAR ? 1 : unit == BudgetPeriod.CalendarUnit.MONTH ? 6 : 3;
        return new BudgetPeriod.Calendar(start, zone, 1 + random.nextInt(most), unit);
    }

    /** A window that is not longer than a period. */
    Duration windowWithin(Duration period) {
        List<Duration> fitting =
                WINDOWS.stream().filter(window -> window.compareTo(period) <= 0).toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    Duration anyWindow() {
        return WINDOWS.get(random.nextInt(10));
    }

    /** A slice of time that fits into a period many times. */
    Duration sliceWithin(Duration period) {
        List<String> lengths = isLong
                ? List.of("PT10M", "PT25M", "PT1H", "P1D")
                : List.of("PT10S", "PT1M", "PT1M30S", "PT5M", "PT25M", "PT1H");
        List<Duration> fitting = lengths.stream()
                .map(Duration::parse)
                .filter(length -> length.compareTo(period) <= 0)
                .toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    /** How long something has to hold: often no time at all. */
    Duration shortTime() {
        return random.nextInt(2) == 0 ? Duration.ZERO : Duration.ofSeconds(10L * (1 + random.nextInt(90)));
    }

    Duration silence(Duration period) {
        Duration window = anyWindow();
        return window.compareTo(period) > 0 ? period : window;
    }

    /** Time that does not count, in the words of a definition and as plain Java. */
    record Excluded(List<Exclusion> exclusions, LongPredicate covers) {}

    Excluded excluded() {
        List<Exclusion> exclusions = new ArrayList<>();
        LongPredicate covers = at -> false;
        if (random.nextInt(4) == 0) {
            Instant from = beginning.plusMillis(random.nextLong(span.toMillis()));
            Instant to = from.plusMillis(1 + random.nextLong(span.toMillis() / 4));
            exclusions.add(new Exclusion("once", Schedule.once(from, to), "", Exclusion.Kind.CORRECTION));
            covers = covers.or(at -> at >= from.toEpochMilli() && at < to.toEpochMilli());
        }
        if (random.nextInt(4) == 0) {
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
            exclusions.add(new Exclusion("weekly", weekly(zone), "", Exclusion.Kind.MAINTENANCE));
            covers = covers.or(at -> isSundayMorning(at, zone));
        }
        return new Excluded(exclusions, covers);
    }

    private static boolean isSundayMorning(long at, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
        boolean isDay = Set.of(java.time.DayOfWeek.SUNDAY, java.time.DayOfWeek.WEDNESDAY)
                .contains(local.getDayOfWeek());
        return isDay && local.getHour() >= 1 && local.getHour() < 5;
    }

    private static synchronized Schedule weekly(ZoneId zone) {
        return MAINTENANCE.computeIfAbsent(zone, z -> {
            String text = Stream.of(
                            "apiVersion: slipstream/v1",
                            "kind: MaintenanceWindow",
                            "metadata: {name: weekly}",
                            "spec: {schedule: 'every sunday, wednesday 01:00-05:00', timeZone: " + z + "}",
                            "---",
                            "apiVersion: slipstream/v1",
                            "kind: AlertRule",
                            "metadata: {name: rule}",
                            "spec:",
                            "  service: web",
                            "  severity: page",
                            "  selector: service == 'web'",
                            "  condition: {noData: {within: 1h}}")
                    .collect(Collectors.joining("\n", "", "\n"));
            Problems problems = new Problems();
            var catalogue = DefinitionsReader.read(YamlReader.parse(text, "weekly.yaml", problems), problems);
            problems.throwIfErrors();
            return catalogue.rules().get(0).exclusions().get(0).schedule();
        });
    }
}
