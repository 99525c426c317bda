package slipstream.alerting.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** An incident in the making: the parts of another that change. Not thread-safe; lives within one method. */
final class Draft {
    private final Incident before;
    final SortedSet<String> fingerprints;
    final SortedSet<String> told;
    final SortedSet<String> acted;
    Optional<String> severity;
    Instant escalatesFrom;
    Optional<Instant> escalatedUpTo;
    Optional<Acknowledgement> acknowledged;
    Optional<Instant> firstAcknowledgedAt;
    Optional<Instant> mitigatedAt;
    Optional<Instant> resolvedAt;
    String cause;
    Optional<Double> budgetSpent;
    private List<TimelineEntry> timeline;

    Draft(Incident before) {
        this.before = before;
        this.fingerprints = new TreeSet<>(before.fingerprints());
        this.told = new TreeSet<>(before.told());
        this.acted = new TreeSet<>(before.acted());
        this.severity = before.severity();
        this.escalatesFrom = before.escalatesFrom();
        this.escalatedUpTo = before.escalatedUpTo();
        this.acknowledged = before.acknowledged();
        this.firstAcknowledgedAt = before.firstAcknowledgedAt();
        this.mitigatedAt = before.mitigatedAt();
        this.resolvedAt = before.resolvedAt();
        this.cause = before.cause();
        this.budgetSpent = before.budgetSpent();
        this.timeline = before.timeline();
    }

    /** The changed incident with one more entry in its timeline. */
    Incident entry(Instant at, TimelineEntry.Kind kind, String who, String text) {
        timeline = Timeline.with(timeline, new TimelineEntry(at, kind, who, text));
        return finish();
    }

    Incident finish() {
        return new Incident(
                before.id(),
                before.groupKey(),
                before.labels(),
                before.title(),
                severity,
                before.impact(),
                before.openedAt(),
                escalatesFrom,
                escalatedUpTo,
                fingerprints,
                told,
                acted,
                acknowledged,
                firstAcknowledgedAt,
                mitigatedAt,
                resolvedAt,
                cause,
                budgetSpent,
                timeline);
    }
}
