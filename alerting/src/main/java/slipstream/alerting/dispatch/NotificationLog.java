package slipstream.alerting.dispatch;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who was told what, or is about to be, by receiver and group, and by alert. Not thread-safe. */
final class NotificationLog {
    private final Function<Told, Set<String>> alertsOf;
    private final Map<ToldKey, Told> entries = new HashMap<>();
    private final Map<String, Set<ToldKey>> owedByAlert = new HashMap<>();

    /** @param alertsOf the alerts under which an entry is to be found */
    NotificationLog(Function<Told, Set<String>> alertsOf) {
        this.alertsOf = alertsOf;
    }

    Optional<Told> find(ToldKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    void put(Told told) {
        remove(told.key());
        entries.put(told.key(), told);
        alertsOf.apply(told)
                .forEach(alert -> owedByAlert
                        .computeIfAbsent(alert, fingerprint -> new HashSet<>())
                        .add(told.key()));
    }

    void remove(ToldKey key) {
        Told old = entries.remove(key);
        if (old != null) {
            alertsOf.apply(old)
                    .forEach(alert -> owedByAlert.computeIfPresent(alert, (fingerprint, keys) -> {
                        keys.remove(key);
                        return keys.isEmpty() ? null : keys;
                    }));
        }
    }

    /** Who is still to hear of the end of an alert. */
    Set<ToldKey> owing(String alert) {
        return Set.copyOf(owedByAlert.getOrDefault(alert, Set.of()));
    }

    boolean isOwed(String alert, String groupKey) {
        return owedByAlert.getOrDefault(alert, Set.of()).stream()
                .anyMatch(key -> key.groupKey().equals(groupKey));
    }

    Collection<Told> all() {
        return entries.values();
    }
}
