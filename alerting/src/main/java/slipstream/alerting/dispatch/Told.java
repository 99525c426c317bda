package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one receiver was last told about one group, or is about to be told.
 *
 * @param at when; what is only about to be told carries the instant of the decision
 * @param firing the alerts that were told as firing, by fingerprint, with the start of each
 * @param resolved those that were told as over
 * @param withheld those that were told as firing some time and have been suppressed since, so that their end is still owed
 * @param failed whether the receiver never took it
 */
public record Told(
        ToldKey key,
        SortedMap<String, String> groupLabels,
        Instant at,
        SortedMap<String, Instant> firing,
        SortedMap<String, Instant> resolved,
        SortedMap<String, Instant> withheld,
        boolean failed) {
    public Told {
        Objects.requireNonNull(key, "key");
        groupLabels = new TreeMap<>(groupLabels);
        Objects.requireNonNull(at, "at");
        firing = new TreeMap<>(firing);
        resolved = new TreeMap<>(resolved);
        withheld = new TreeMap<>(withheld);
    }

    /** The alerts whose end this receiver is still to hear of. */
    TreeSet<String> owed() {
        TreeSet<String> owed = new TreeSet<>();
        if (!failed) {
            owed.addAll(firing.keySet());
            owed.addAll(withheld.keySet());
        }
        return owed;
    }

    /** All alerts that it speaks of, or owes. */
    TreeSet<String> alerts() {
        TreeSet<String> alerts = owed();
        alerts.addAll(resolved.keySet());
        return alerts;
    }

    Told at(Instant instant, boolean hasFailed) {
        return new Told(key, groupLabels, instant, firing, resolved, withheld, hasFailed);
    }
}
