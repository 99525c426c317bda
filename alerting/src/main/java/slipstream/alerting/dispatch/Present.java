package slipstream.alerting.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alerts that fire, and those whose end somebody is still to hear of. Not thread-safe. */
final class Present {
    private final Map<String, Known> alerts = new LinkedHashMap<>();

    Optional<Known> find(String fingerprint) {
        return Optional.ofNullable(alerts.get(fingerprint));
    }

    void put(Known alert) {
        alerts.put(alert.fingerprint(), alert);
    }

    void remove(String fingerprint) {
        alerts.remove(fingerprint);
    }

    List<Known> all() {
        return new ArrayList<>(alerts.values());
    }
}
