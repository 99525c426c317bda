package slipstream.ingest.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;

/** All attributes of an item, up to the number that an observation may have; the others are counted and left out. Not thread-safe. */
final class KeptAttributes {
    /** As long as the name of a field in JSON may be. */
    private static final int MAX_NAME_CHARS = 256;

    private final byte[] payload;
    private final CutCounter cuts;
    private final int[] starts = new int[ObservationRules.MAX_ATTRIBUTES];
    private final int[] ends = new int[ObservationRules.MAX_ATTRIBUTES];
    private final WireReader pair = new WireReader();
    private int seen;

    KeptAttributes(byte[] payload, CutCounter cuts) {
        this.payload = payload;
        this.cuts = cuts;
    }

    void clear() {
        seen = 0;
    }

    /** Takes one {@code KeyValue} message. */
    void add(int from, int to) {
        if (seen < starts.length) {
            starts[seen] = from;
            ends[seen] = to;
        }
        seen++;
    }

    /** These attributes, and under them those of the resource. */
    Map<String, String> over(Map<String, String> resource) throws RejectedObservationException {
        if (seen == 0) {
            return resource;
        }
        Map<String, String> all = new LinkedHashMap<>(resource);
        int left = seen;
        for (int i = 0; i < Math.min(seen, starts.length) && all.size() < ObservationRules.MAX_ATTRIBUTES; i++) {
            put(starts[i], ends[i], all);
            left--;
        }
        if (left > 0) {
            cuts.count(left);
        }
        return all;
    }

    private void put(int from, int to, Map<String, String> into) throws RejectedObservationException {
        String name = "";
        String value = "";
        pair.over(payload, from, to);
        while (pair.next()) {
            if (pair.isRange(1)) {
                name = AnyValue.cut(payload, pair.from(), pair.to(), MAX_NAME_CHARS);
            } else if (pair.isRange(2)) {
                value = AnyValue.text(payload, pair.from(), pair.to(), Slots.MAX_CHARS);
            }
        }
        if (!name.isEmpty()) {
            into.put(name, value);
        }
    }
}
