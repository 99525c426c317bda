package slipstream.alerting.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the public sees, in the form of the {@code summary.json} that hosted status pages serve. It says what is wrong and how far that
 * has come; names of people, notes and receivers are not in it.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StatusPage(
        Page page,
        Status status,
        List<Object> components,
        List<Entry> incidents,
        @JsonProperty("scheduled_maintenances") List<Object> maintenances) {
    /** Whose page it is. */
    public record Page(
            String id,
            String name,
            String url,
            @JsonProperty("time_zone") String timeZone,
            @JsonProperty("updated_at") Instant updatedAt) {}

    /**
     * How things stand over all.
     *
     * @param indicator {@code none}, {@code minor}, {@code major} or {@code critical}
     */
    public record Status(String indicator, String description) {}

    /** An incident. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Entry(
            String id,
            String name,
            String status,
            String impact,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("started_at") Instant startedAt,
            @JsonProperty("updated_at") Instant updatedAt,
            @JsonProperty("monitoring_at") Optional<Instant> monitoringAt,
            @JsonProperty("resolved_at") Optional<Instant> resolvedAt,
            @JsonProperty("incident_updates") List<Update> updates) {}

    /** A step of an incident, the newest first. */
    public record Update(
            String id,
            @JsonProperty("incident_id") String incidentId,
            String status,
            String body,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("updated_at") Instant updatedAt,
            @JsonProperty("display_at") Instant displayAt) {}

    private static final List<String> INDICATORS = List.of("none", "minor", "major", "critical");
    private static final List<String> DESCRIPTIONS =
            List.of("All systems operational", "Minor service disruption", "Partial outage", "Major outage");

    public StatusPage {
        components = List.copyOf(components);
        incidents = List.copyOf(incidents);
        maintenances = List.copyOf(maintenances);
    }

    /**
     * The page as it stands.
     *
     * @param incidents those to be shown; only the open ones count for how things stand
     * @param impact of an incident: {@code none}, {@code minor}, {@code major} or {@code critical}
     */
    public static StatusPage of(
            List<Incident> incidents, Function<Incident, String> impact, Instant now, IncidentSettings settings) {
        int worst = incidents.stream()
                .filter(Incident::isOpen)
                .mapToInt(incident -> Math.max(0, INDICATORS.indexOf(impact.apply(incident))))
                .max()
                .orElse(0);
        return new StatusPage(
                new Page("slipstream", settings.pageName(), settings.pageUrl(), "Etc/UTC", now),
                new Status(INDICATORS.get(worst), DESCRIPTIONS.get(worst)),
                List.of(),
                incidents.stream()
                        .sorted(Comparator.comparing(Incident::openedAt).reversed())
                        .map(incident -> entry(incident, impact.apply(incident)))
                        .toList(),
                List.of());
    }

    private static Entry entry(Incident incident, String impact) {
        List<Update> updates = updates(incident);
        return new Entry(
                incident.id(),
                incident.title(),
                incident.status().pageWord(),
                impact,
                incident.openedAt(),
                incident.openedAt(),
                updates.get(0).createdAt(),
                incident.mitigatedAt(),
                incident.resolvedAt(),
                updates);
    }

    private static List<Update> updates(Incident incident) {
        List<Update> updates = new ArrayList<>();
        for (TimelineEntry entry : incident.timeline()) {
            switch (entry.kind()) {
                case DETECTED -> add(updates, incident, entry, IncidentStatus.INVESTIGATING, "We are investigating.");
                case REOPENED ->
                    add(
                            updates,
                            incident,
                            entry,
                            IncidentStatus.INVESTIGATING,
                            "The problem is back; we are investigating.");
                case IDENTIFIED ->
                    add(updates, incident, entry, IncidentStatus.MITIGATING, "The cause is known: " + entry.text());
                case MITIGATED ->
                    add(
                            updates,
                            incident,
                            entry,
                            IncidentStatus.MITIGATED,
                            "The problem is mitigated; we keep watching.");
                case RESOLVED -> add(updates, incident, entry, IncidentStatus.RESOLVED, "The incident is resolved.");
                case JOINED, TOLD, ACKNOWLEDGED, UNACKNOWLEDGED, ESCALATED, ACTED, NOTED, OTHER -> {}
            }
        }
        if (updates.isEmpty()) {
            updates.add(update(incident, 0, incident.openedAt(), incident.status(), "We are investigating."));
        }
        updates.sort(Comparator.comparing(Update::createdAt).reversed());
        return updates;
    }

    private static void add(
            List<Update> updates, Incident incident, TimelineEntry entry, IncidentStatus status, String body) {
        updates.add(update(incident, updates.size(), entry.at(), status, body));
    }

    private static Update update(Incident incident, int number, Instant at, IncidentStatus status, String body) {
        return new Update(incident.id() + "-" + (number + 1), incident.id(), status.pageWord(), body, at, at, at);
    }
}
