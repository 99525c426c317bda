package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.alerting.desk.GroupStatus;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.oncall.Acknowledge;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.route.InhibitRule;
import slipstream.alerting.route.Route;
import slipstream.alerting.route.Routing;
import slipstream.alerting.route.RoutingReader;
import slipstream.alerting.silence.Silence;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.AlertEvent;

/** A desk that remembers in memory: what it is told counts at once, and is worked out anew for each question. */
final class MemoryDesk implements AlertDesk {
    /** Two teams; the critical alerts of a service inhibit its warnings. */
    static final String SHOP = """
            route:
              receiver: root
              group_by: [alertname]
              group_wait: 1s
              routes:
              - receiver: ops
                matchers: ['team="ops"']
                continue: true
              - receiver: shop
                group_by: [service, zone]
                matchers: ['service=~"shop|pay"']
            receivers:
            - name: root
            - name: ops
            - name: shop
            inhibit_rules:
            - source_matchers: ['severity="critical"']
              target_matchers: ['severity="warning"']
              equal: [service]
            """;

    private final String yaml;
    private final InstantSource clock;
    private final Routing routing;
    private final List<String> receivers = new ArrayList<>();
    private final Map<String, AlertEvent> alerts = new LinkedHashMap<>();
    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private Oncall oncall = Oncall.NONE;
    private boolean broken;
    private boolean standsBy;

    MemoryDesk(String yaml, InstantSource clock) {
        this.yaml = yaml;
        this.clock = clock;
        Problems problems = new Problems();
        Fields root = root(yaml, problems);
        root.listOfFields("receivers")
                .forEach(receiver ->
                        receivers.addAll(receiver.text("name").stream().toList()));
        this.routing = RoutingReader.read(root, new LinkedHashSet<>(receivers)).orElseThrow();
        assertThat(problems.all()).isEmpty();
    }

    private static Fields root(String yaml, Problems problems) {
        try {
            Path file = Files.writeString(Files.createTempFile("alertmanager", ".yml"), yaml);
            try {
                return YamlReader.read(file, problems).get(0).asFields(problems).orElseThrow();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An incident that is open. */
    synchronized Incident open(String groupKey, String title) {
        Incident incident = Incident.open(
                groupKey,
                new TreeMap<>(Map.of("service", "shop", "severity", "page")),
                title,
                Optional.of("P0"),
                "nobody can pay",
                clock.instant(),
                incidents::containsKey);
        incidents.put(incident.id(), incident);
        return incident;
    }

    /** How people prove themselves from now on. */
    synchronized void believe(String linkSecret, String chatToken) {
        oncall = new Oncall(
                oncall.receivers(),
                oncall.people(),
                oncall.policies(),
                oncall.severities(),
                oncall.businessDays(),
                oncall.calm(),
                oncall.flap(),
                oncall.actions(),
                oncall.incidents(),
                new Acknowledge(
                        Optional.of(new Secret(linkSecret)), Optional.empty(), Optional.of(new Secret(chatToken))),
                oncall.digest(),
                oncall.allowsPrivate());
    }

    /** From now on another process tells. */
    synchronized void standBy() {
        standsBy = true;
    }

    /** From now on nothing can be done, as when Kafka is away. */
    synchronized void breakDown() {
        broken = true;
    }

    synchronized List<AlertEvent> posted() {
        return List.copyOf(alerts.values());
    }

    @Override
    public synchronized List<AlertStatus> alerts() {
        return alerts.values().stream().filter(this::isFiring).map(this::status).toList();
    }

    @Override
    public synchronized List<GroupStatus> groups() {
        Map<String, List<AlertStatus>> members = new LinkedHashMap<>();
        Map<String, Route> routes = new LinkedHashMap<>();
        Map<String, SortedMap<String, String>> labels = new LinkedHashMap<>();
        for (AlertStatus alert : alerts()) {
            for (Route route : routing.root().match(alert.alert().labels())) {
                SortedMap<String, String> group =
                        route.grouping().of(alert.alert().labels());
                String key = route.groupKey(group);
                routes.put(key, route);
                labels.put(key, group);
                members.computeIfAbsent(key, none -> new ArrayList<>()).add(alert);
            }
        }
        return members.entrySet().stream()
                .map(entry -> new GroupStatus(
                        entry.getKey(),
                        labels.get(entry.getKey()),
                        routes.get(entry.getKey()).receiver(),
                        routing.mutedBy(routes.get(entry.getKey()), clock.instant()).stream()
                                .toList(),
                        entry.getValue()))
                .toList();
    }

    @Override
    public List<String> receivers() {
        return receivers;
    }

    @Override
    public synchronized List<Silence> silences() {
        return List.copyOf(silences.values());
    }

    @Override
    public synchronized void post(List<AlertEvent> posted) throws DeskUnavailableException {
        refuseWhenBroken();
        posted.forEach(alert -> alerts.put(alert.fingerprint(), alert));
    }

    @Override
    public synchronized void set(Silence silence) throws DeskUnavailableException {
        refuseWhenBroken();
        silences.put(silence.id(), silence);
    }

    @Override
    public synchronized List<Incident> incidents() {
        return List.copyOf(incidents.values());
    }

    @Override
    public synchronized IncidentAction.Result act(IncidentAction action) throws DeskUnavailableException {
        refuseWhenBroken();
        Optional<Incident> known = incident(action.incidentId());
        if (known.isEmpty()) {
            return new IncidentAction.Result(IncidentAction.Outcome.UNKNOWN, known);
        }
        if (!action.isPossible(known.get())) {
            return new IncidentAction.Result(IncidentAction.Outcome.OVER, known);
        }
        Incident changed = action.on(known.get(), clock.instant());
        incidents.put(changed.id(), changed);
        return new IncidentAction.Result(IncidentAction.Outcome.DONE, Optional.of(changed));
    }

    @Override
    public synchronized boolean isReady() {
        return !standsBy;
    }

    @Override
    public synchronized Oncall oncall() {
        return oncall;
    }

    @Override
    public String configuration() {
        return yaml;
    }

    private void refuseWhenBroken() throws DeskUnavailableException {
        if (broken) {
            throw new DeskUnavailableException("Kafka does not answer", new IOException("no broker"));
        }
    }

    private boolean isFiring(AlertEvent alert) {
        return alert.endsAt().map(end -> end.isAfter(clock.instant())).orElse(true);
    }

    private AlertStatus status(AlertEvent alert) {
        Instant now = clock.instant();
        return new AlertStatus(
                alert,
                alert.evaluatedAt(),
                alert.endsAt().orElse(now.plusSeconds(300)),
                routing.root().match(alert.labels()).stream()
                        .map(Route::receiver)
                        .toList(),
                silences.values().stream()
                        .filter(silence -> silence.silences(alert.labels(), now))
                        .map(Silence::id)
                        .toList(),
                alerts.values().stream()
                        .filter(this::isFiring)
                        .filter(firing -> inhibits(firing, alert))
                        .map(AlertEvent::fingerprint)
                        .toList());
    }

    private boolean inhibits(AlertEvent firing, AlertEvent other) {
        for (InhibitRule rule : routing.inhibitRules()) {
            if (rule.inhibits(firing.labels(), other.labels())) {
                return true;
            }
        }
        return false;
    }
}
