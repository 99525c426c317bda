package slipstream.streams.slice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which version of each definition speaks. A new version is kept beside the old one, and takes over when everything that was
 * observed before it came has been counted for it in every partition. Until then the old one speaks, so that nobody is blind. Mutable, not
 * thread-safe.
 */
final class Succession {
    private final int partitions;
    private final Map<String, AccountKey> speaking = new HashMap<>();
    private final Map<String, AccountKey> coming = new HashMap<>();
    private final Map<AccountKey, Set<Integer>> counted = new HashMap<>();

    /** What becomes of the versions of a definition. */
    interface Changes {
        void opened(AccountPlan plan);

        /** It is kept as before, but the plan may differ in its windows. */
        void kept(AccountPlan plan);

        /** @param successor what speaks in its place, or null */
        void closed(AccountKey definition, AccountKey successor);
    }

    /** @param partitions how many partitions the observations have */
    Succession(int partitions) {
        this.partitions = partitions;
    }

    /** Begins with the plans of a revision: each of them speaks. */
    void begin(List<AccountPlan> plans) {
        plans.forEach(plan -> speaking.put(plan.definition().name(), plan.definition()));
    }

    /** Goes on with another revision. */
    void takeUp(List<AccountPlan> plans, Changes changes) {
        Set<String> names = new HashSet<>();
        for (AccountPlan plan : plans) {
            names.add(plan.definition().name());
            takeUp(plan, changes);
        }
        for (String name : List.copyOf(speaking.keySet())) {
            if (!names.contains(name)) {
                close(coming.remove(name), null, changes);
                close(speaking.remove(name), null, changes);
            }
        }
    }

    private void takeUp(AccountPlan plan, Changes changes) {
        AccountKey key = plan.definition();
        AccountKey now = speaking.get(key.name());
        AccountKey next = coming.get(key.name());
        if (now == null) {
            speaking.put(key.name(), key);
            changes.opened(plan);
        } else if (key.equals(now)) {
            close(coming.remove(key.name()), now, changes);
            changes.kept(plan);
        } else if (key.equals(next)) {
            changes.kept(plan);
        } else {
            close(next, now, changes);
            coming.put(key.name(), key);
            changes.opened(plan);
        }
    }

    private void close(AccountKey definition, AccountKey successor, Changes changes) {
        if (definition != null) {
            counted.remove(definition);
            changes.closed(definition, successor);
        }
    }

    /** Notes what has been counted in a partition; the versions that speak from now on are returned, and those they replace closed. */
    List<AccountKey> note(BackfillMark mark, Changes changes) {
        List<AccountKey> speakNow = new ArrayList<>();
        for (AccountKey key : mark.definitions()) {
            Set<Integer> done = counted.computeIfAbsent(key, k -> new HashSet<>());
            done.add(mark.partition());
            if (done.size() >= partitions && key.equals(coming.get(key.name()))) {
                coming.remove(key.name());
                close(speaking.put(key.name(), key), key, changes);
                speakNow.add(key);
            }
        }
        return speakNow;
    }

    /** Whether readings of a definition are passed on. */
    boolean speaks(AccountKey definition) {
        return definition.equals(speaking.get(definition.name()));
    }
}
