package slipstream.alerting.dispatch;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import slipstream.contract.event.AlertEvent;

/**
 * The order of alerts within a notification: by job, by instance, then fewer labels first, then by labels (Alertmanager,
 * {@code types.AlertSlice.Less} and {@code model.LabelSet.Before}).
 */
final class AlertOrder implements Comparator<AlertEvent> {
    private static final List<String> FIRST = List.of("job", "instance");
    private static final Comparator<String> ABSENT_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<String> ABSENT_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    @Override
    public int compare(AlertEvent one, AlertEvent other) {
        for (String label : FIRST) {
            int order =
                    ABSENT_LAST.compare(one.labels().get(label), other.labels().get(label));
            if (order != 0) {
                return order;
            }
        }
        return byLabels(one.labels(), other.labels());
    }

    private static int byLabels(SortedMap<String, String> one, SortedMap<String, String> other) {
        if (one.size() != other.size()) {
            return Integer.compare(one.size(), other.size());
        }
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            int order = ABSENT_FIRST.compare(one.get(name), other.get(name));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
