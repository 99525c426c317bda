package slipstream.streams.query;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/**
 * The alerts that fire now, found by their SLO, so that a list of all SLOs looks at each alert just once.
 *
 * <p>Not thread-safe: {@link StatusView} guards it.
 */
final class FiringAlerts {
    static final Comparator<AlertEvent> NEWEST_FIRST =
            Comparator.comparing(AlertEvent::evaluatedAt).reversed().thenComparing(AlertEvent::fingerprint);

    private final Map<String, Map<String, AlertEvent>> byFingerprintBySlo = new HashMap<>();

    /** Takes the last transition of an alert; one that is over is not held. */
    void update(AlertEvent alert) {
        if (alert.status() == AlertState.FIRING) {
            byFingerprintBySlo
                    .computeIfAbsent(alert.slo(), slo -> new HashMap<>())
                    .put(alert.fingerprint(), alert);
        } else {
            remove(alert);
        }
    }

    void remove(AlertEvent alert) {
        byFingerprintBySlo.computeIfPresent(alert.slo(), (slo, firing) -> {
            firing.remove(alert.fingerprint());
            return firing.isEmpty() ? null : firing;
        });
    }

    /** Those of one SLO, newest first. */
    List<AlertEvent> of(String slo) {
        return byFingerprintBySlo.getOrDefault(slo, Map.of()).values().stream()
                .sorted(NEWEST_FIRST)
                .toList();
    }
}
