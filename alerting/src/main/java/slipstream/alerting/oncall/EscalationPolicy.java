package slipstream.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slipstream.alerting.incident.Acknowledgement;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.route.LabelMatchers;

/**
 * Who is told, and when, as long as nobody has taken care of an incident. Durations count from its opening.
 *
 * @param severities the names of the severities it is for; all of them when empty
 * @param steps ascending by {@code after}, at least one
 * @param repeat how often the whole chain is gone through again
 * @param repeatEvery from one beginning of the chain to the next, longer than the chain
 * @param reNotifyAckedAfter how long after an acknowledgement those told before hear of it again, as long as it is not resolved
 */
public record EscalationPolicy(
        String name,
        LabelMatchers matchers,
        Set<String> severities,
        List<Step> steps,
        Until until,
        int repeat,
        Duration repeatEvery,
        Optional<Duration> reNotifyAckedAfter) {
    /** More are not told of at once, however long nobody has looked. */
    private static final int MOST_REMINDERS = 1_000;

    public EscalationPolicy {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(matchers, "matchers");
        severities = Set.copyOf(severities);
        steps = List.copyOf(steps);
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(reNotifyAckedAfter, "reNotifyAckedAfter");
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("an escalation has at least one step");
        }
        Duration last = steps.get(steps.size() - 1).after();
        if (repeat > 0 && repeatEvery.compareTo(last) <= 0) {
            throw new IllegalArgumentException("an escalation begins again only after its last step");
        }
    }

    /** What ends an escalation. That an incident is resolved always does. */
    public enum Until {
        ACKED,
        RESOLVED
    }

    /**
     * One level.
     *
     * @param after counted from the opening of the incident
     * @param via the kinds of channel to use; all of a receiver's when empty
     */
    public record Step(Duration after, List<Address> whom, Set<String> via) {
        public Step {
            Objects.requireNonNull(after, "after");
            whom = List.copyOf(whom);
            via = Set.copyOf(via);
        }
    }

    /** When what happened to an incident, as far as escalation asks. */
    public record Times(Instant openedAt, Optional<Instant> ackedAt, Optional<Instant> resolvedAt) {
        public Times {
            Objects.requireNonNull(openedAt, "openedAt");
            Objects.requireNonNull(ackedAt, "ackedAt");
            Objects.requireNonNull(resolvedAt, "resolvedAt");
        }

        /** Those of an incident; one that opened again escalates from then. */
        public static Times of(Incident incident) {
            return new Times(
                    incident.escalatesFrom(), incident.acknowledged().map(Acknowledgement::at), incident.resolvedAt());
        }
    }

    /**
     * A level that is to be told.
     *
     * @param level counted from 1
     * @param round 0, or how often the chain has begun again
     * @param isReminder whether it repeats what those people know, because what they acknowledged is still not resolved
     */
    public record Due(Instant at, int level, int round, boolean isReminder, List<Address> whom, Set<String> via) {
        public Due {
            Objects.requireNonNull(at, "at");
            whom = List.copyOf(whom);
            via = Set.copyOf(via);
        }
    }

    /** Whether it is for an incident of this severity with these labels. */
    boolean isFor(Map<String, String> labels, Optional<String> severity) {
        return matchers.match(labels)
                && (severities.isEmpty()
                        || severity.filter(severities::contains).isPresent());
    }

    /** What falls due after one instant and up to another, in the order of time. Nothing at or after the end of the escalation is. */
    public List<Due> due(Times times, Instant after, Instant upTo) {
        List<Due> due = new ArrayList<>(levels(times, after));
        due.addAll(reminders(times, after, upTo));
        due.removeIf(candidate -> candidate.at().isAfter(upTo));
        due.sort(Comparator.comparing(Due::at));
        return due;
    }

    /** What falls due for an incident after what has been told of it already, and up to an instant; its first level may be due at once. */
    public List<Due> due(Incident incident, Instant upTo) {
        return due(Times.of(incident), seenTo(incident), upTo);
    }

    /** When something falls due for an incident next, if nothing happens until then. */
    public Optional<Instant> next(Incident incident) {
        return next(Times.of(incident), seenTo(incident));
    }

    private static Instant seenTo(Incident incident) {
        return incident.escalatedUpTo().orElse(incident.escalatesFrom().minusNanos(1));
    }

    /** When the next level falls due after an instant, if nothing happens until then. */
    public Optional<Instant> next(Times times, Instant after) {
        Stream<Instant> levels = levels(times, after).stream().map(Due::at);
        return Stream.concat(levels, nextReminder(times, after).stream()).min(Comparator.naturalOrder());
    }

    /** Every level of every round that is still to come after an instant, unless the escalation ends before. */
    private List<Due> levels(Times times, Instant after) {
        List<Due> levels = new ArrayList<>();
        for (int round = 0; round <= repeat; round++) {
            for (int level = 1; level <= steps.size(); level++) {
                Due due = due(times.openedAt(), round, level);
                if (due.at().isAfter(after) && isBefore(due.at(), end(times))) {
                    levels.add(due);
                }
            }
        }
        return levels;
    }

    private Due due(Instant openedAt, int round, int level) {
        Step step = steps.get(level - 1);
        Instant at = openedAt.plus(step.after());
        // Without rounds the interval between them may be zero or anything.
        Instant inItsRound = round == 0 ? at : at.plus(repeatEvery.multipliedBy(round));
        return new Due(inItsRound, level, round, false, step.whom(), step.via());
    }

    private Optional<Instant> end(Times times) {
        Optional<Instant> acked = until == Until.ACKED ? times.ackedAt() : Optional.empty();
        return acked.isPresent()
                        && times.resolvedAt().filter(acked.get()::isAfter).isEmpty()
                ? acked
                : times.resolvedAt();
    }

    private List<Due> reminders(Times times, Instant after, Instant upTo) {
        List<Due> reminders = new ArrayList<>();
        Instant from = after;
        while (reminders.size() < MOST_REMINDERS) {
            Optional<Instant> next = nextReminder(times, from).filter(at -> !at.isAfter(upTo));
            if (next.isEmpty()) {
                break;
            }
            reminders.add(reminder(times, next.get()));
            from = next.get();
        }
        return reminders;
    }

    private Optional<Instant> nextReminder(Times times, Instant after) {
        if (reNotifyAckedAfter.isEmpty() || times.ackedAt().isEmpty()) {
            return Optional.empty();
        }
        Instant acked = times.ackedAt().get();
        Duration every = reNotifyAckedAfter.get();
        long passed = after.isBefore(acked) ? 0 : Duration.between(acked, after).dividedBy(every);
        Instant next = acked.plus(every.multipliedBy(passed + 1));
        return Optional.of(next).filter(at -> isBefore(at, times.resolvedAt()));
    }

    /** Tells everybody whose level was reached before the acknowledgement, and the first level in any case. */
    private Due reminder(Times times, Instant at) {
        Set<Address> told = new LinkedHashSet<>(steps.get(0).whom());
        Set<String> via = steps.get(0).via();
        int reached = 1;
        for (int level = 2; level <= steps.size(); level++) {
            Step step = steps.get(level - 1);
            if (isBefore(times.openedAt().plus(step.after()), times.ackedAt())) {
                told.addAll(step.whom());
                via = via.isEmpty() || step.via().isEmpty() ? Set.of() : union(via, step.via());
                reached = level;
            }
        }
        return new Due(at, reached, 0, true, List.copyOf(told), via);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static boolean isBefore(Instant at, Optional<Instant> end) {
        return end.isEmpty() || at.isBefore(end.get());
    }
}
