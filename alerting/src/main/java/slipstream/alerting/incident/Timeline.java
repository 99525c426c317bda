package slipstream.alerting.incident;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keeps a timeline readable: of too many entries those go first that say least, the oldest of them first. */
final class Timeline {
    static final int MAX_ENTRIES = 200;

    private static final Set<TimelineEntry.Kind> TOLD =
            EnumSet.of(TimelineEntry.Kind.TOLD, TimelineEntry.Kind.JOINED, TimelineEntry.Kind.OTHER);
    private static final Set<TimelineEntry.Kind> SAID =
            EnumSet.of(TimelineEntry.Kind.NOTED, TimelineEntry.Kind.ESCALATED, TimelineEntry.Kind.ACTED);

    private Timeline() {}

    /** The entries with one more, and without those for which there is no room. */
    static List<TimelineEntry> with(List<TimelineEntry> entries, TimelineEntry entry) {
        List<TimelineEntry> all = new ArrayList<>(entries);
        all.add(entry);
        while (all.size() > MAX_ENTRIES) {
            all.remove(leastWorth(all));
        }
        return all;
    }

    private static int leastWorth(List<TimelineEntry> entries) {
        for (Set<TimelineEntry.Kind> kinds : List.of(TOLD, SAID)) {
            for (int i = 0; i < entries.size(); i++) {
                if (kinds.contains(entries.get(i).kind())) {
                    return i;
                }
            }
        }
        // The first says when it was detected.
        return 1;
    }
}
