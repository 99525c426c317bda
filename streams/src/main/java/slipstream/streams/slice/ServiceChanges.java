package slipstream.streams.slice;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The last changes of each service: {@value #KEPT} of each, of at most {@value #SERVICES} services. A change that is noted again is
 * noted once, and the order in which changes come does not matter. Event time; mutable, not thread-safe.
 */
public final class ServiceChanges {
    /** More than are made between the beginning of an alert and its end, so that the end can name what the beginning named. */
    static final int KEPT = 8;

    /** The service whose last change is the oldest makes way for another. */
    static final int SERVICES = 4_096;

    private final Map<String, TreeSet<ServiceChange>> byService = new HashMap<>();
    private final Set<String> unsaved = new HashSet<>();

    public void note(ServiceChange change) {
        TreeSet<ServiceChange> known = byService.computeIfAbsent(change.service(), service -> new TreeSet<>());
        if (!known.add(change)) {
            return;
        }
        unsaved.add(change.service());
        if (known.size() > KEPT) {
            known.pollFirst();
        }
        if (byService.size() > SERVICES) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        ServiceChange oldest = byService.values().stream()
                .map(TreeSet::last)
                .min(ServiceChange::compareTo)
                .orElseThrow();
        byService.remove(oldest.service());
        unsaved.add(oldest.service());
    }

    /**
     * The last change of a service within a span of time; one with a version goes before those without, because a nightly backup breaks
     * less than a deploy.
     *
     * @param afterMillis exclusive
     * @param untilMillis inclusive
     */
    public Optional<ServiceChange> lastOf(String service, long afterMillis, long untilMillis) {
        Optional<ServiceChange> last = Optional.empty();
        for (ServiceChange change : byService.getOrDefault(service, new TreeSet<>())) {
            boolean isWithin = change.timeMillis() > afterMillis && change.timeMillis() <= untilMillis;
            boolean yields = change.version().isEmpty()
                    && last.filter(known -> !known.version().isEmpty()).isPresent();
            if (isWithin && !yields) {
                last = Optional.of(change);
            }
        }
        return last;
    }

    /** What is known of one service, the oldest first. */
    public List<ServiceChange> of(String service) {
        return List.copyOf(byService.getOrDefault(service, new TreeSet<>()));
    }

    public boolean isEmpty() {
        return byService.isEmpty();
    }

    /** Everything that is known, in the order of time, and forgets it. */
    public List<ServiceChange> take() {
        List<ServiceChange> all =
                byService.values().stream().flatMap(TreeSet::stream).sorted().toList();
        byService.clear();
        unsaved.clear();
        return all;
    }

    /** Hands over what has changed since this was last called; null for a service that was forgotten. */
    void drainChanges(BiConsumer<String, ChangeMark> store) {
        for (String service : unsaved) {
            TreeSet<ServiceChange> known = byService.get(service);
            store.accept(service, known == null ? null : new ChangeMark(List.copyOf(known)));
        }
        unsaved.clear();
    }

    /** Takes back what was stored. */
    void restore(ChangeMark stored) {
        stored.changes().forEach(this::note);
        unsaved.clear();
    }
}
