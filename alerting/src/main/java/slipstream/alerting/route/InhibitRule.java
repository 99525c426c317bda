package slipstream.alerting.route;

import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * While one alert fires, others need not be told (Alertmanager, {@code inhibit}).
 *
 * @param source which alerts inhibit
 * @param target which are inhibited
 * @param equal labels that must be the same on both; one that neither has is the same
 */
public record InhibitRule(LabelMatchers source, LabelMatchers target, SortedSet<String> equal) {
    public InhibitRule {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        equal = new TreeSet<>(equal);
    }

    /** Whether an alert that fires inhibits another. Two alerts that are both source and target do not inhibit each other. */
    public boolean inhibits(Map<String, String> firing, Map<String, String> other) {
        if (!target.match(other) || !source.match(firing)) {
            return false;
        }
        boolean otherIsBoth = source.match(other);
        if (otherIsBoth && target.match(firing)) {
            return false;
        }
        return equal.stream().allMatch(label -> firing.getOrDefault(label, "").equals(other.getOrDefault(label, "")));
    }
}
