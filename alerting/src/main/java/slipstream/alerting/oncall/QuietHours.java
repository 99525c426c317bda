package slipstream.alerting.oncall;

import java.util.List;
import java.util.Map;
import slipstream.alerting.route.LabelMatchers;

/**
 * When one receiver does not want to be told, and of what all the same.
 *
 * @param timeIntervals the names of the intervals, any of which is quiet
 * @param except alerts that fulfil any of these are told even then
 */
public record QuietHours(List<String> timeIntervals, List<LabelMatchers> except) {
    public QuietHours {
        timeIntervals = List.copyOf(timeIntervals);
        except = List.copyOf(except);
    }

    boolean letThrough(Map<String, String> labels) {
        return except.stream().anyMatch(matchers -> matchers.match(labels));
    }
}
