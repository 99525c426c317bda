package slipstream.alerting.oncall;

import java.util.List;
import java.util.Objects;
import slipstream.alerting.route.LabelMatchers;

/**
 * A silence that comes again and again.
 *
 * @param timeIntervals the names of the intervals, any of which makes it hold
 */
record RecurringSilence(
        String name, LabelMatchers matchers, List<String> timeIntervals, String createdBy, String comment) {
    RecurringSilence {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(matchers, "matchers");
        timeIntervals = List.copyOf(timeIntervals);
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(comment, "comment");
    }
}
