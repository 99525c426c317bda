package slipstream.alerting.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.incident.IncidentSettings;

/**
 * Everything that {@code oncall.yml} says, asked by labels, receiver and instant. Immutable, thread-safe; answers depend on nothing but
 * what is passed in.
 *
 * @param receivers by their names
 * @param people who can be told beside receivers
 * @param policies in the order of the file
 * @param severities in the order of the file, the worst first
 * @param calm what keeps alerts quiet
 * @param flap absent when alerts that flap are told like all others
 * @param actions in the order of the file
 * @param digest how notifications that are told together are collected
 * @param allowsPrivate whether receivers may have addresses within private networks
 */
public record Oncall(
        Map<String, ReceiverExtras> receivers,
        People people,
        List<EscalationPolicy> policies,
        List<Severity> severities,
        BusinessDays businessDays,
        Calm calm,
        Optional<FlapDamping> flap,
        List<ActionWebhook> actions,
        IncidentSettings incidents,
        Acknowledge acknowledge,
        DigestSettings digest,
        boolean allowsPrivate) {
    /** What holds without a file: nobody escalates, nothing is kept quiet. */
    public static final Oncall NONE = new Oncall(
            Map.of(),
            People.NOBODY,
            List.of(),
            List.of(),
            BusinessDays.USUAL,
            Calm.NONE,
            Optional.empty(),
            List.of(),
            IncidentSettings.DEFAULT,
            Acknowledge.NONE,
            DigestSettings.DEFAULT,
            true);

    /** The file in the configuration folder that is read. */
    public static final String FILE = "oncall.yml";

    public Oncall {
        receivers = Map.copyOf(receivers);
        Objects.requireNonNull(people, "people");
        policies = List.copyOf(policies);
        severities = List.copyOf(severities);
        Objects.requireNonNull(businessDays, "businessDays");
        Objects.requireNonNull(calm, "calm");
        Objects.requireNonNull(flap, "flap");
        actions = List.copyOf(actions);
        Objects.requireNonNull(incidents, "incidents");
        Objects.requireNonNull(acknowledge, "acknowledge");
        Objects.requireNonNull(digest, "digest");
    }

    /** What is said about a receiver, which may be nothing. */
    public ReceiverExtras receiver(String name) {
        ReceiverExtras extras = receivers.get(name);
        return extras == null ? ReceiverExtras.none(name) : extras;
    }

    /** How severe an alert with these labels is: the first of the severities that fits. */
    public Optional<Severity> severity(Map<String, String> labels) {
        return severities.stream().filter(severity -> severity.isOf(labels)).findFirst();
    }

    /** The severity of several alerts together, which is that of the worst. */
    public Optional<Severity> severity(List<? extends Map<String, String>> alerts) {
        return severities.stream()
                .filter(severity -> alerts.stream()
                        .anyMatch(labels ->
                                severity(labels).filter(severity::equals).isPresent()))
                .findFirst();
    }

    /**
     * How an incident escalates: by the first policy that is for it; failing that, when its severity says whom it escalates to, to them
     * once the time to respond is over.
     */
    public Optional<EscalationPolicy> policy(Map<String, String> labels) {
        return policy(labels, severity(labels));
    }

    /** How an incident escalates: as above, by the severity that it has come to have. */
    public Optional<EscalationPolicy> policy(Incident incident) {
        return policy(incident.labels(), ofName(incident.severity()));
    }

    private Optional<EscalationPolicy> policy(Map<String, String> labels, Optional<Severity> severity) {
        return policies.stream()
                .filter(policy -> policy.isFor(labels, severity.map(Severity::name)))
                .findFirst()
                .or(() -> severity.flatMap(Severity::policy));
    }

    private Optional<Severity> ofName(Optional<String> name) {
        return severities.stream()
                .filter(severity -> name.filter(severity.name()::equals).isPresent())
                .findFirst();
    }

    /** The last instant at which somebody has taken an incident up in time; empty when its severity does not say. */
    public Optional<Instant> respondBy(Incident incident) {
        return ofName(incident.severity())
                .flatMap(Severity::respondWithin)
                .map(time -> time.deadline(incident.openedAt(), businessDays));
    }

    /** The last instant at which somebody has taken an incident up in time; empty when its severity does not say. */
    public Optional<Instant> respondBy(Map<String, String> labels, Instant openedAt) {
        return severity(labels).flatMap(Severity::respondWithin).map(time -> time.deadline(openedAt, businessDays));
    }

    /** Whom a level of an escalation tells at an instant, each once; empty when nobody is on call and nobody else is named. */
    public List<Recipient> recipients(EscalationPolicy.Due due, Map<String, String> labels, Instant instant) {
        Set<Recipient> all = new LinkedHashSet<>();
        due.whom().forEach(address -> all.addAll(people.recipients(address, due.via(), labels, instant)));
        return List.copyOf(all);
    }

    /** Why nobody is told of an alert at an instant: a maintenance window or a recurring silence. */
    public Optional<Suppression> suppression(Map<String, String> labels, Instant instant) {
        return calm.suppression(labels, instant);
    }

    /** Why one receiver is not told of an alert at an instant: its quiet hours. */
    public Optional<Suppression> quietHours(String receiver, Map<String, String> labels, Instant instant) {
        return receiver(receiver).quietHours().flatMap(hours -> calm.quiet(receiver, hours, labels, instant));
    }

    /**
     * What the status page says about an incident of a severity: its own word, and failing that {@code critical} for the worst, {@code major}
     * for the second and {@code minor} for the others.
     */
    public String impact(Optional<String> severity) {
        for (int i = 0; i < severities.size(); i++) {
            if (severity.filter(severities.get(i).name()::equals).isPresent()) {
                String byPlace = i == 0 ? "critical" : i == 1 ? "major" : "minor";
                return severities.get(i).impact().orElse(byPlace);
            }
        }
        return "minor";
    }

    /** What is to be done about an alert with these labels. */
    public List<ActionWebhook> actions(Map<String, String> labels) {
        return actions.stream()
                .filter(action -> action.matchers().match(labels))
                .toList();
    }

    /** The names of the receivers that stand in for one, in their order. */
    public List<String> fallbacks(String receiver) {
        List<String> chain = new ArrayList<>();
        Stream.iterate(
                        receiver(receiver).fallback(),
                        Optional::isPresent,
                        next -> receiver(next.orElseThrow()).fallback())
                .limit(receivers.size())
                .forEach(next -> chain.add(next.orElseThrow()));
        return chain;
    }

    /** The names of the receivers that may be told although no route leads to them. */
    public Set<String> toldBeyondTheRoutes() {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(policies.stream(), severities.stream().flatMap(severity -> severity.policy().stream()))
                .flatMap(policy -> policy.steps().stream())
                .flatMap(step -> step.whom().stream())
                .forEach(address -> names.addAll(people.receivers(address)));
        actions.forEach(action -> names.add(action.receiver()));
        receivers.values().forEach(extras -> extras.fallback().ifPresent(names::add));
        return names;
    }
}
