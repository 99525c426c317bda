package slipstream.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.BudgetStatus;

/**
 * How everything stands now: the last budget status of each SLO and the last transition of each alert.
 *
 * <p>Memory is bounded: the newest {@value #RESOLVED_ALWAYS_KEPT} resolved alerts are kept, and beyond them those of the last
 * 24 hours of wall time; firing alerts and SLOs are as many as there are definitions. Thread-safe.
 */
public final class StatusView {
    /** Resolved alerts that are kept however old they are. */
    static final int RESOLVED_ALWAYS_KEPT = 1000;

    /** Resolved alerts beyond those are dropped when they are older than this. */
    static final Duration RESOLVED_KEPT_FOR = Duration.ofHours(24);

    private final InstantSource wall;
    private final Map<String, Map<String, BudgetStatus>> statuses = new HashMap<>();
    private final Map<String, Held> alerts = new HashMap<>();
    private final FiringAlerts firing = new FiringAlerts();
    private final TreeSet<Held> resolvedOldestFirst = new TreeSet<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private Instant lastUpdate = Instant.MIN;
    private long alertChanges;

    public StatusView(InstantSource wall) {
        this.wall = Objects.requireNonNull(wall, "wall");
    }

    /** Takes the latest status of an SLO, or of one of its groups. */
    public void update(BudgetStatus status) {
        synchronized (this) {
            statuses.computeIfAbsent(status.slo(), slo -> new TreeMap<>()).put(status.key(), status);
            lastUpdate = wall.instant();
        }
        tell(status.slo());
    }

    /** Takes a transition of an alert that happens now. */
    public void update(AlertEvent alert) {
        update(alert, wall.instant());
    }

    /**
     * Takes a transition of an alert.
     *
     * @param recordedAt the wall time at which it was recorded; decides when it is forgotten
     */
    void update(AlertEvent alert, Instant recordedAt) {
        synchronized (this) {
            Held held = new Held(recordedAt, alert);
            Held before = alerts.put(alert.fingerprint(), held);
            alertChanges++;
            if (before != null) {
                resolvedOldestFirst.remove(before);
                firing.remove(before.alert);
            }
            firing.update(alert);
            if (alert.status() == AlertState.RESOLVED) {
                resolvedOldestFirst.add(held);
                forgetOldest();
            }
            lastUpdate = wall.instant();
        }
        tell(alert.slo());
    }

    /**
     * Forgets the status of an SLO, or of a group of one, that is no longer computed.
     *
     * @param key as {@link BudgetStatus#key()}
     */
    public void remove(String key) {
        String slo = "";
        synchronized (this) {
            for (Map.Entry<String, Map<String, BudgetStatus>> of : statuses.entrySet()) {
                if (of.getValue().remove(key) != null) {
                    slo = of.getKey();
                }
            }
            statuses.values().removeIf(Map::isEmpty);
            lastUpdate = wall.instant();
        }
        if (!slo.isEmpty()) {
            tell(slo);
        }
    }

    /** Forgets an alert. */
    void removeAlert(String fingerprint) {
        Held removed;
        synchronized (this) {
            removed = alerts.remove(fingerprint);
            if (removed == null) {
                return;
            }
            alertChanges++;
            resolvedOldestFirst.remove(removed);
            firing.remove(removed.alert);
            lastUpdate = wall.instant();
        }
        tell(removed.alert.slo());
    }

    /** The last status of an SLO that is not grouped. */
    public synchronized Optional<BudgetStatus> status(String slo) {
        return Optional.ofNullable(statuses.getOrDefault(slo, Map.of()).get(slo));
    }

    /** The last status of each group of an SLO; one without groups has one. */
    synchronized List<BudgetStatus> groups(String slo) {
        return List.copyOf(statuses.getOrDefault(slo, Map.of()).values());
    }

    /** The last status of everything, by key. */
    public synchronized Map<String, BudgetStatus> statuses() {
        Map<String, BudgetStatus> all = new TreeMap<>();
        statuses.values().forEach(all::putAll);
        return all;
    }

    /** Counts up with each change of an alert. */
    synchronized long alertChanges() {
        return alertChanges;
    }

    /** The last transition of each alert, newest first. */
    public synchronized List<AlertEvent> alerts() {
        return alerts.values().stream()
                .map(Held::alert)
                .sorted(FiringAlerts.NEWEST_FIRST)
                .toList();
    }

    /** The alerts of an SLO that fire now, newest first; costs no more when other SLOs have many. */
    synchronized List<AlertEvent> firing(String slo) {
        return firing.of(slo);
    }

    /** The wall time of the last update, empty before the first. */
    public synchronized Optional<Instant> lastUpdate() {
        return lastUpdate.equals(Instant.MIN) ? Optional.empty() : Optional.of(lastUpdate);
    }

    /**
     * Calls the listener with the name of the SLO after each change, on the thread that made the change; it must not block.
     *
     * @return ends the calls
     */
    public Runnable onChange(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void forgetOldest() {
        Instant oldestKept = wall.instant().minus(RESOLVED_KEPT_FOR);
        while (resolvedOldestFirst.size() > RESOLVED_ALWAYS_KEPT
                && resolvedOldestFirst.first().recordedAt.isBefore(oldestKept)) {
            alerts.remove(resolvedOldestFirst.pollFirst().alert.fingerprint());
        }
    }

    private void tell(String slo) {
        listeners.forEach(listener -> listener.accept(slo));
    }

    private record Held(Instant recordedAt, AlertEvent alert) implements Comparable<Held> {
        private static final Comparator<Held> OLDEST_FIRST =
                Comparator.comparing(Held::recordedAt).thenComparing(held -> held.alert.fingerprint());

        @Override
        public int compareTo(Held other) {
            return OLDEST_FIRST.compare(this, other);
        }
    }
}
