package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import slipstream.alerting.route.InhibitRule;

/** Which alerts are kept quiet by others that fire. Alerts that can inhibit are found by what must be equal. Not thread-safe. */
final class Inhibitor {
    private final List<Rule> rules = new ArrayList<>();

    Inhibitor(List<InhibitRule> inhibitRules) {
        inhibitRules.forEach(rule -> rules.add(new Rule(rule)));
    }

    void heard(Known alert, Instant now) {
        rules.forEach(rule -> rule.heard(alert, now));
    }

    void forget(Known alert) {
        rules.forEach(rule -> rule.forget(alert));
    }

    /** The fingerprint of an alert that fires and inhibits one with these labels; of several that which has fired for longest. */
    Optional<String> inhibiting(SortedMap<String, String> labels, Instant now) {
        return rules.stream()
                .flatMap(rule -> rule.inhibiting(labels, now).stream())
                .findFirst();
    }

    private static final class Rule {
        private final InhibitRule rule;
        private final Map<List<String>, Map<String, Known>> sources = new LinkedHashMap<>();

        private Rule(InhibitRule rule) {
            this.rule = rule;
        }

        private void heard(Known alert, Instant now) {
            if (!rule.source().match(alert.event().labels())) {
                return;
            }
            if (alert.isOver(now)) {
                forget(alert);
            } else {
                sources.computeIfAbsent(equal(alert.event().labels()), values -> new LinkedHashMap<>())
                        .put(alert.fingerprint(), alert);
            }
        }

        private void forget(Known alert) {
            sources.computeIfPresent(equal(alert.event().labels()), (values, alerts) -> {
                alerts.remove(alert.fingerprint());
                return alerts.isEmpty() ? null : alerts;
            });
        }

        private Optional<String> inhibiting(SortedMap<String, String> labels, Instant now) {
            if (!rule.target().match(labels)) {
                return Optional.empty();
            }
            return sources.getOrDefault(equal(labels), Map.of()).values().stream()
                    .filter(source -> !source.isOver(now))
                    .filter(source -> rule.inhibits(source.event().labels(), labels))
                    .map(Known::fingerprint)
                    .findFirst();
        }

        private List<String> equal(SortedMap<String, String> labels) {
            return rule.equal().stream()
                    .map(label -> labels.getOrDefault(label, ""))
                    .toList();
        }
    }
}
