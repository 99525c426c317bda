package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.route.InhibitRule;
import slipstream.alerting.route.Route;
import slipstream.alerting.route.Routing;
import slipstream.alerting.silence.Silence;

/** What keeps alerts quiet, in the order in which Alertmanager asks: other alerts, times, people. Not thread-safe. */
final class Suppressions {
    /** How long an expired silence can still be looked up (Alertmanager, {@code --data.retention}). */
    private static final Duration REMEMBERED = Duration.ofDays(5);

    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private Optional<Routing> routing = Optional.empty();
    private Oncall oncall = Oncall.NONE;
    private Inhibitor inhibitor = new Inhibitor(List.of());

    void configure(Optional<Routing> newRouting, Oncall newOncall, Collection<Known> alerts, Instant now) {
        routing = newRouting;
        oncall = newOncall;
        List<InhibitRule> rules = newRouting.map(Routing::inhibitRules).orElse(List.of());
        inhibitor = new Inhibitor(rules);
        alerts.forEach(alert -> inhibitor.heard(alert, now));
    }

    void heard(Known alert, Instant now) {
        inhibitor.heard(alert, now);
    }

    void forget(Known alert) {
        inhibitor.forget(alert);
    }

    void put(Silence silence, Instant now) {
        silences.values().removeIf(old -> old.endsAt().plus(REMEMBERED).isBefore(now));
        silences.put(silence.id(), silence);
    }

    List<Silence> silences() {
        return List.copyOf(silences.values());
    }

    /** Why a whole route tells nothing now. */
    Optional<Suppression> ofRoute(Route route, Instant now) {
        return routing.flatMap(known -> known.mutedBy(route, now))
                .map(name -> new Suppression(DeliveryReason.MUTED, name));
    }

    /** Why nobody is told of an alert now. */
    Optional<Suppression> ofAlert(SortedMap<String, String> labels, Instant now) {
        Optional<String> source = inhibitor.inhibiting(labels, now);
        if (source.isPresent()) {
            return Optional.of(new Suppression(DeliveryReason.INHIBITED, source.get()));
        }
        return silencing(labels, now).stream()
                .findFirst()
                .map(id -> new Suppression(DeliveryReason.SILENCED, id))
                .or(() -> oncall.suppression(labels, now).map(Suppressions::of));
    }

    /** Why one receiver is not told of an alert now. */
    Optional<Suppression> ofReceiver(String receiver, SortedMap<String, String> labels, Instant now) {
        return oncall.quietHours(receiver, labels, now).map(Suppressions::of);
    }

    private static Suppression of(slipstream.alerting.oncall.Suppression planned) {
        DeliveryReason reason = switch (planned.kind()) {
            case MAINTENANCE -> DeliveryReason.MAINTENANCE;
            case SILENCE -> DeliveryReason.SILENCED;
            case QUIET_HOURS -> DeliveryReason.QUIET_HOURS;
        };
        return new Suppression(reason, planned.name());
    }

    Optional<String> inhibiting(SortedMap<String, String> labels, Instant now) {
        return inhibitor.inhibiting(labels, now);
    }

    List<String> silencing(SortedMap<String, String> labels, Instant now) {
        List<String> found = new ArrayList<>();
        for (Silence silence : silences.values()) {
            if (silence.silences(labels, now)) {
                found.add(silence.id());
            }
        }
        return found;
    }
}
