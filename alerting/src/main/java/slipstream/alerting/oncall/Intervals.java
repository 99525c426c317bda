package slipstream.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipstream.alerting.route.TimeInterval;

/**
 * Time intervals by their names, those of {@code alertmanager.yml} and of {@code oncall.yml}.
 *
 * @param byName each name stands for any of its intervals
 */
record Intervals(Map<String, List<TimeInterval>> byName) {
    /** Longer than any year: what holds longer has no end worth naming. */
    private static final Duration LONGEST = Duration.ofDays(370);

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MINUTES_OF_A_DAY = 24 * 60;

    Intervals {
        byName = Map.copyOf(byName);
    }

    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** Whether any of the named intervals holds at an instant. */
    boolean hold(List<String> names, Instant instant) {
        return all(names).stream().anyMatch(interval -> interval.contains(instant));
    }

    /** The first instant from this one on at which none of the named intervals holds; empty when that is more than a year ahead. */
    Optional<Instant> end(List<String> names, Instant instant) {
        if (!hold(names, instant)) {
            return Optional.of(instant);
        }
        return edge(names, instant, false);
    }

    /** The next instant after this one at which it changes whether any of the named intervals holds; empty when that is more than a year ahead. */
    Optional<Instant> nextEdge(List<String> names, Instant instant) {
        return names.isEmpty() ? Optional.empty() : edge(names, instant, !hold(names, instant));
    }

    private Optional<Instant> edge(List<String> names, Instant instant, boolean wanted) {
        List<TimeInterval> intervals = all(names);
        Instant end = instant.plus(LONGEST);
        for (Instant from = instant; from.isBefore(end); from = from.plus(DAY)) {
            for (Instant candidate : candidates(intervals, from, from.plus(DAY))) {
                if (hold(names, candidate) == wanted) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** Where the answer can change after one instant and up to another: at the minutes that the intervals name, at midnight, and where clocks change. */
    private static NavigableSet<Instant> candidates(List<TimeInterval> intervals, Instant after, Instant upTo) {
        NavigableSet<Instant> candidates = new TreeSet<>();
        for (TimeInterval interval : intervals) {
            ZoneRules rules = interval.zone().getRules();
            LocalDate last = LocalDate.ofInstant(upTo, interval.zone());
            for (LocalDate day = LocalDate.ofInstant(after, interval.zone());
                    !day.isAfter(last);
                    day = day.plusDays(1)) {
                for (int minute : minutes(interval)) {
                    LocalDateTime clock = day.atStartOfDay().plusMinutes(minute);
                    rules.getValidOffsets(clock).forEach(offset -> candidates.add(clock.toInstant(offset)));
                }
            }
            Optional.ofNullable(rules.nextTransition(after))
                    .map(ZoneOffsetTransition::getInstant)
                    .ifPresent(candidates::add);
        }
        candidates.removeIf(candidate -> !candidate.isAfter(after) || candidate.isAfter(upTo));
        return candidates;
    }

    private static Set<Integer> minutes(TimeInterval interval) {
        Set<Integer> minutes = new TreeSet<>(Set.of(0, MINUTES_OF_A_DAY));
        interval.times().forEach(time -> {
            minutes.add(time.begin());
            minutes.add(time.end());
        });
        return minutes;
    }

    private List<TimeInterval> all(List<String> names) {
        return names.stream()
                .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                .toList();
    }
}
