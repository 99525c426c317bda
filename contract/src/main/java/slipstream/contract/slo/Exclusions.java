package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All maintenance and corrections of a configuration, and whom each concerns. */
final class Exclusions {
    private final List<Entry> entries;

    Exclusions(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * An exclusion and whom it concerns: those with one of the names, and those of one of the services; everybody when neither
     * is given.
     */
    record Entry(Exclusion exclusion, Set<String> names, Set<String> services) {
        Entry {
            names = Set.copyOf(names);
            services = Set.copyOf(services);
        }

        boolean concerns(String name, String service) {
            boolean isForAll = names.isEmpty() && services.isEmpty();
            return isForAll || names.contains(name) || services.contains(service);
        }
    }

    /** What concerns an SLO or a rule. */
    List<Exclusion> of(String name, String service) {
        List<Exclusion> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.concerns(name, service)) {
                found.add(entry.exclusion());
            }
        }
        return found;
    }

    /** When they are, in one text; their order, their names and their reasons do not matter to what is counted. */
    static String canonicalText(List<Exclusion> exclusions) {
        return exclusions.stream()
                .map(exclusion -> exclusion.schedule().canonicalText())
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n", "exclusions\n", ""));
    }

    /** How groups are made, in one text. */
    static String canonicalText(GroupBy groupBy) {
        return groupBy.fields().stream()
                .map(Selector::expression)
                .collect(Collectors.joining("\n", "groups " + groupBy.maxGroups() + "\n", ""));
    }
}
