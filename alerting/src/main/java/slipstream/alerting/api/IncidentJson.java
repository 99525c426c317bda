package slipstream.alerting.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import slipstream.alerting.incident.Acknowledgement;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.incident.TimelineEntry;
import slipstream.alerting.oncall.Oncall;

/**
 * An incident as {@code /api/v1/incidents} shows it; absent values are left out.
 *
 * @param status how far it has come, in one word
 * @param respondBy until when somebody must have taken it up
 * @param respondedInTime absent while there is still time, or where no time is set
 * @param alerts fingerprints of its alerts
 * @param told receivers that were told through an escalation
 * @param actions that were set off
 */
record IncidentJson(
        String id,
        String title,
        Optional<String> severity,
        String status,
        String impact,
        SortedMap<String, String> labels,
        Instant openedAt,
        Optional<Acknowledgement> acknowledged,
        Optional<Instant> mitigatedAt,
        Optional<Instant> resolvedAt,
        Optional<Instant> respondBy,
        Optional<Boolean> respondedInTime,
        Optional<Long> timeToAcknowledgeSeconds,
        Optional<Long> timeToMitigateSeconds,
        Optional<Long> timeToResolveSeconds,
        Optional<Double> budgetSpent,
        String cause,
        SortedSet<String> alerts,
        SortedSet<String> told,
        SortedSet<String> actions,
        List<TimelineEntry> timeline) {
    static IncidentJson of(Incident incident, Oncall oncall, Instant now) {
        Optional<Instant> respondBy = oncall.respondBy(incident.labels(), incident.openedAt());
        return new IncidentJson(
                incident.id(),
                incident.title(),
                incident.severity(),
                incident.status().name().toLowerCase(Locale.ROOT),
                incident.impact(),
                incident.labels(),
                incident.openedAt(),
                incident.acknowledged(),
                incident.mitigatedAt(),
                incident.resolvedAt(),
                respondBy,
                respondBy.flatMap(deadline -> incident.isRespondedInTime(deadline, now)),
                incident.timeToAcknowledge().map(Duration::toSeconds),
                incident.timeToMitigate().map(Duration::toSeconds),
                incident.timeToResolve().map(Duration::toSeconds),
                incident.budgetSpent(),
                incident.cause(),
                incident.fingerprints(),
                incident.told(),
                incident.acted(),
                incident.timeline());
    }
}
