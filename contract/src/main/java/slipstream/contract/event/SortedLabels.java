package slipstream.contract.event;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels in the order of their names, so that one set of labels has one JSON form. */
final class SortedLabels {
    private SortedLabels() {}

    static SortedMap<String, String> copyOf(Map<String, String> labels) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
