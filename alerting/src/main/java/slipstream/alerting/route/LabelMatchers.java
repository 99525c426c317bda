package slipstream.alerting.route;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions that must all hold; none always do. Sorted, so that equal ones have one spelling. */
public record LabelMatchers(List<LabelMatcher> all) {
    /** No condition. */
    public static final LabelMatchers NONE = new LabelMatchers(List.of());

    public LabelMatchers {
        all = all.stream().sorted().toList();
    }

    /** Whether the labels fulfil all conditions. */
    public boolean match(Map<String, String> labels) {
        for (LabelMatcher matcher : all) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** As they stand in a group key: {@code {severity="critical",team=~"a|b"}}. */
    @Override
    public String toString() {
        return all.stream().map(LabelMatcher::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
