package slipstream.alerting.incident;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The alerts of one group, from the first that fires to the last that ends, and what people did about them. Immutable; what happens
 * returns the changed incident. Stored as JSON; what an older or newer release wrote can be read.
 *
 * @param id short enough to be typed, see {@link IncidentId}
 * @param groupKey of the first route that takes the alerts
 * @param labels what the alerts had in common when it opened; severity, escalation and actions go by them
 * @param title in one line, for people
 * @param severity as {@code oncall.yml} names it
 * @param impact what it means to users; may be empty
 * @param openedAt when the first alert was heard of
 * @param escalatesFrom from when levels of escalation count: the opening, when it opened again, or when an acknowledgement was taken back
 * @param escalatedUpTo up to when levels that fell due have been told
 * @param fingerprints of the alerts that have belonged to it, the first {@value #MAX_FINGERPRINTS}
 * @param told receivers that have been told of it through an escalation, and are to be told of its end
 * @param acted names of actions that have been set off
 * @param acknowledged absent as long as nobody has taken it up
 * @param firstAcknowledgedAt stays when the acknowledgement is taken back
 * @param cause what was found out about it; may be empty
 * @param budgetSpent share of a period's budget that went, where an alert says so
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Incident(
        String id,
        String groupKey,
        SortedMap<String, String> labels,
        String title,
        Optional<String> severity,
        String impact,
        Instant openedAt,
        Instant escalatesFrom,
        Optional<Instant> escalatedUpTo,
        SortedSet<String> fingerprints,
        SortedSet<String> told,
        SortedSet<String> acted,
        Optional<Acknowledgement> acknowledged,
        Optional<Instant> firstAcknowledgedAt,
        Optional<Instant> mitigatedAt,
        Optional<Instant> resolvedAt,
        String cause,
        Optional<Double> budgetSpent,
        List<TimelineEntry> timeline) {
    /** More alerts than this belong to an incident without being named in it. */
    static final int MAX_FINGERPRINTS = 1_000;

    private static final String US = "slipstream";

    public Incident {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(groupKey, "groupKey");
        labels = labels == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        title = TimelineEntry.oneLine(title);
        severity = orEmpty(severity);
        impact = TimelineEntry.oneLine(impact);
        Objects.requireNonNull(openedAt, "openedAt");
        escalatesFrom = escalatesFrom == null ? openedAt : escalatesFrom;
        escalatedUpTo = orEmpty(escalatedUpTo);
        fingerprints = sorted(fingerprints);
        told = sorted(told);
        acted = sorted(acted);
        acknowledged = orEmpty(acknowledged);
        firstAcknowledgedAt = orEmpty(firstAcknowledgedAt);
        mitigatedAt = orEmpty(mitigatedAt);
        resolvedAt = orEmpty(resolvedAt);
        cause = TimelineEntry.oneLine(cause);
        budgetSpent = orEmpty(budgetSpent);
        timeline = timeline == null ? List.of() : List.copyOf(timeline);
    }

    /**
     * A group's first alert fires.
     *
     * @param isTaken whether an incident that is still remembered has an id
     */
    public static Incident open(
            String groupKey,
            SortedMap<String, String> labels,
            String title,
            Optional<String> severity,
            String impact,
            Instant now,
            Predicate<String> isTaken) {
        Optional<Instant> never = Optional.empty();
        return new Incident(
                IncidentId.of(groupKey, now, isTaken),
                groupKey,
                labels,
                title,
                severity,
                impact,
                now,
                now,
                never,
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                Optional.empty(),
                never,
                never,
                never,
                "",
                Optional.empty(),
                List.of(new TimelineEntry(now, TimelineEntry.Kind.DETECTED, US, title)));
    }

    /** Another alert belongs to it; one that is known already changes nothing. */
    public Incident joined(Instant now, String fingerprint, String summary) {
        if (fingerprints.contains(fingerprint) || fingerprints.size() >= MAX_FINGERPRINTS) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.fingerprints.add(fingerprint);
        // The first alert is the one whose firing opened it, and that stands in the timeline already.
        return fingerprints.isEmpty() ? draft.finish() : draft.entry(now, TimelineEntry.Kind.JOINED, US, summary);
    }

    /** A receiver has confirmed that it knows. */
    public Incident told(Instant now, String receiver, String detail) {
        Draft draft = new Draft(this);
        draft.told.add(receiver);
        return draft.entry(now, TimelineEntry.Kind.TOLD, receiver, detail);
    }

    /** Somebody takes it up. Who comes second is noted, and the first stays. */
    public Incident acknowledged(Instant now, String by, String through, String note) {
        if (acknowledged.isPresent()) {
            return noted(now, by, note.isEmpty() ? "also acknowledges, through " + through : note);
        }
        Draft draft = new Draft(this);
        draft.acknowledged = Optional.of(new Acknowledgement(now, by, through));
        draft.firstAcknowledgedAt = Optional.of(firstAcknowledgedAt.orElse(now));
        String text = note.isEmpty() ? "through " + through : "through " + through + ": " + note;
        return draft.entry(now, TimelineEntry.Kind.ACKNOWLEDGED, by, text);
    }

    /** Whoever had taken it up gives it back: it escalates from the beginning. */
    public Incident unacknowledged(Instant now, String by, String note) {
        if (acknowledged.isEmpty()) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.acknowledged = Optional.empty();
        draft.escalatesFrom = now;
        draft.escalatedUpTo = Optional.empty();
        return draft.entry(now, TimelineEntry.Kind.UNACKNOWLEDGED, by, note);
    }

    /**
     * A level of its escalation was reached.
     *
     * @param toWhom those who are being told, for people
     */
    public Incident escalated(Instant now, int level, String toWhom, String why) {
        return new Draft(this).entry(now, TimelineEntry.Kind.ESCALATED, toWhom, "level " + level + ": " + why);
    }

    /** Every level up to an instant has been seen to. */
    public Incident escalatedUpTo(Instant instant) {
        Draft draft = new Draft(this);
        draft.escalatedUpTo = Optional.of(instant);
        return draft.finish();
    }

    /** An action was set off, and is not again. */
    public Incident acted(Instant now, String action, String receiver) {
        Draft draft = new Draft(this);
        draft.acted.add(action);
        return draft.entry(now, TimelineEntry.Kind.ACTED, receiver, action);
    }

    /** Somebody says something about it. */
    public Incident noted(Instant now, String by, String note) {
        return new Draft(this).entry(now, TimelineEntry.Kind.NOTED, by, note);
    }

    /** The cause is known, or known better. */
    public Incident identified(Instant now, String by, String newCause) {
        Draft draft = new Draft(this);
        draft.cause = newCause;
        return draft.entry(now, TimelineEntry.Kind.IDENTIFIED, by, newCause);
    }

    /** Users no longer feel it. The first time counts. */
    public Incident mitigated(Instant now, String by, String note) {
        if (mitigatedAt.isPresent()) {
            return noted(now, by, note.isEmpty() ? "mitigated" : note);
        }
        Draft draft = new Draft(this);
        draft.mitigatedAt = Optional.of(now);
        return draft.entry(now, TimelineEntry.Kind.MITIGATED, by, note);
    }

    /** All its alerts have ended, or somebody says that it is over. */
    public Incident resolved(Instant now, String by, String note) {
        if (resolvedAt.isPresent()) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.resolvedAt = Optional.of(now);
        return draft.entry(now, TimelineEntry.Kind.RESOLVED, by, note);
    }

    /** An alert of its group fires again soon after its end: it has to be taken up again, and escalates from the beginning. */
    public Incident reopened(Instant now, String why) {
        if (resolvedAt.isEmpty()) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.resolvedAt = Optional.empty();
        draft.mitigatedAt = Optional.empty();
        draft.acknowledged = Optional.empty();
        draft.escalatesFrom = now;
        draft.escalatedUpTo = Optional.empty();
        return draft.entry(now, TimelineEntry.Kind.REOPENED, US, why);
    }

    /** Its alerts have become worse: it never becomes milder by itself. */
    public Incident withSeverity(Instant now, String name) {
        if (severity.filter(name::equals).isPresent()) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.severity = Optional.of(name);
        return draft.entry(
                now, TimelineEntry.Kind.NOTED, US, "severity is " + name + ", was " + severity.orElse("not known"));
    }

    /** What share of a period's budget has gone during it so far. */
    public Incident withBudgetSpent(double share) {
        Draft draft = new Draft(this);
        draft.budgetSpent = Optional.of(share);
        return draft.finish();
    }

    @JsonIgnore
    public boolean isOpen() {
        return resolvedAt.isEmpty();
    }

    public IncidentStatus status() {
        if (resolvedAt.isPresent()) {
            return IncidentStatus.RESOLVED;
        }
        if (mitigatedAt.isPresent()) {
            return IncidentStatus.MITIGATED;
        }
        return cause.isEmpty() ? IncidentStatus.INVESTIGATING : IncidentStatus.MITIGATING;
    }

    /** From its opening until somebody took it up for the first time. */
    public Optional<Duration> timeToAcknowledge() {
        return firstAcknowledgedAt.map(this::sinceOpening);
    }

    /** From its opening until users no longer felt it, which is at its end at the latest. */
    public Optional<Duration> timeToMitigate() {
        return mitigatedAt.or(() -> resolvedAt).map(this::sinceOpening);
    }

    /** From its opening to its end. */
    public Optional<Duration> timeToResolve() {
        return resolvedAt.map(this::sinceOpening);
    }

    private Duration sinceOpening(Instant instant) {
        Duration passed = Duration.between(openedAt, instant);
        return passed.isNegative() ? Duration.ZERO : passed;
    }

    /**
     * Whether somebody took it up in time: what is resolved before anybody did was in time as well.
     *
     * @return empty while there is still time
     */
    public Optional<Boolean> isRespondedInTime(Instant deadline, Instant now) {
        Optional<Instant> response = firstAcknowledgedAt.or(() -> resolvedAt);
        if (response.isPresent()) {
            return Optional.of(!response.get().isAfter(deadline));
        }
        return now.isAfter(deadline) ? Optional.of(false) : Optional.empty();
    }

    private static <T> Optional<T> orEmpty(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }

    private static SortedSet<String> sorted(SortedSet<String> names) {
        return names == null ? new TreeSet<>() : Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
