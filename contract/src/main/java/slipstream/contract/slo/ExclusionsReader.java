package slipstream.contract.slo;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads MaintenanceWindow and Correction documents. */
final class ExclusionsReader {
    private static final List<Kind> CONCERNED = List.of(Kind.SLO, Kind.INCIDENT_OBJECTIVE, Kind.ALERT_RULE);

    private final Registry registry;
    private final Set<String> services = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();

    ExclusionsReader(Registry registry) {
        this.registry = registry;
        for (Kind kind : CONCERNED) {
            for (Document document : registry.all(kind)) {
                names.add(document.name());
                document.spec()
                        .filter(spec -> spec.holds("service"))
                        .flatMap(spec -> spec.text("service"))
                        .ifPresent(services::add);
            }
        }
    }

    Exclusions read() {
        List<Exclusions.Entry> entries = new ArrayList<>();
        registry.all(Kind.MAINTENANCE_WINDOW)
                .forEach(document -> maintenance(document).ifPresent(entries::add));
        registry.all(Kind.CORRECTION).forEach(document -> correction(document).ifPresent(entries::add));
        return new Exclusions(entries);
    }

    private Optional<Exclusions.Entry> maintenance(Document document) {
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Fields spec = body.get();
        String description = Metadata.description(spec, registry.reading());
        Set<String> concernedNames = concerned(spec, "slos", names, true);
        Set<String> concernedServices = concerned(spec, "services", services, false);
        Optional<Schedule> schedule = zone(spec).flatMap(zone -> new ScheduleReader(spec, zone).read());
        boolean counts = spec.holds("budget")
                && spec.oneOf("budget", "exclude", "count")
                        .filter("count"::equals)
                        .isPresent();
        List.of("schedule", "recurrence", "once", "timeZone").forEach(spec::element);
        spec.done();
        if (counts) {
            spec.warning(
                    "budget",
                    "with count this window changes no figure; what is told during it is a matter of alerting");
            return Optional.empty();
        }
        String reason = description.isEmpty() ? document.metadata().displayName() : description;
        return schedule.map(when -> new Exclusions.Entry(
                new Exclusion(document.name(), when, reason, Exclusion.Kind.MAINTENANCE),
                concernedNames,
                concernedServices));
    }

    private Optional<Exclusions.Entry> correction(Document document) {
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Fields spec = body.get();
        Metadata.description(spec, registry.reading());
        Set<String> concernedNames = concerned(spec, "slos", names, true);
        Set<String> concernedServices = concerned(spec, "services", services, false);
        if (!spec.holds("slos") && !spec.holds("services")) {
            spec.error("slos", "a correction says whose figures it corrects: slos, services, or both");
        }
        Optional<String> reason = spec.requiredText("reason");
        Optional<Schedule> schedule = zone(spec).flatMap(zone -> new ScheduleReader(spec, zone).span());
        List.of("from", "to", "timeZone").forEach(spec::element);
        spec.done();
        return schedule.flatMap(when -> reason.map(why -> new Exclusions.Entry(
                new Exclusion(document.name(), when, why, Exclusion.Kind.CORRECTION),
                concernedNames,
                concernedServices)));
    }

    private static Optional<ZoneId> zone(Fields spec) {
        return spec.holds("timeZone") ? PeriodReader.zone(spec, "timeZone") : Optional.of(ZoneId.of("UTC"));
    }

    private static Set<String> concerned(Fields spec, String key, Set<String> known, boolean mustExist) {
        Set<String> listed = new LinkedHashSet<>(spec.holds(key) ? spec.listOfText(key) : List.of());
        if (spec.holds(key) && spec.list(key).isEmpty()) {
            spec.error(key, "lists nobody; leave it out, or name somebody");
        }
        for (String name : listed) {
            if (known.contains(name)) {
                continue;
            }
            String suggestion = Spelling.nearest(name, known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            if (mustExist) {
                spec.error(key, "there is neither an SLO nor a rule called '" + name + "'" + suggestion);
            } else {
                spec.warning(key, "no SLO and no rule is of the service '" + name + "'" + suggestion);
            }
        }
        return listed;
    }
}
