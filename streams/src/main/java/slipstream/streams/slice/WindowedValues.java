package slipstream.streams.slice;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeSet;

/**
 * The numbers of a series, over the windows that ask for them. It remembers which of its slices have changed. Event time; mutable, not
 * thread-safe.
 */
final class WindowedValues {
    private final ValueRing[] rings;
    private final EnumMap<Tier, TreeSet<Long>> changed = new EnumMap<>(Tier.class);

    WindowedValues(List<Duration> windows) {
        this.rings = windows.stream()
                .map(window -> new ValueRing(
                        Tier.of(window),
                        Math.toIntExact(window.toMillis() / Tier.of(window).stepMillis())))
                .toArray(ValueRing[]::new);
    }

    void advanceTo(long millis) {
        for (ValueRing ring : rings) {
            ring.advanceTo(millis);
        }
    }

    /** Adds the numbers of the ten seconds that begin at an instant. */
    void add(long startMillis, Values values) {
        if (values.count() == 0) {
            return;
        }
        for (ValueRing ring : rings) {
            long slice = ring.tier().sliceOf(startMillis);
            if (ring.add(slice, values)) {
                changed.computeIfAbsent(ring.tier(), t -> new TreeSet<>()).add(slice);
            }
        }
    }

    /** The numbers of a window. */
    Values window(int index) {
        return rings[index].window(rings[index].size() - 1);
    }

    void restore(Tier tier, long slice, Values stored, long nowMillis) {
        for (ValueRing ring : rings) {
            if (ring.tier() == tier && slice <= tier.sliceOf(nowMillis)) {
                ring.add(slice, stored);
            }
        }
    }

    /** How many slices of a tier are kept; 0 when none are. */
    int kept(Tier tier) {
        ValueRing largest = largest(tier);
        return largest == null ? 0 : largest.size();
    }

    /** Hands over every slice that has changed since this was last called and is still kept. */
    void drainChanges(Series.Changes changes) {
        changed.forEach((tier, slices) -> {
            ValueRing ring = largest(tier);
            for (long slice : slices) {
                Values stored = ring.slice(slice);
                if (stored != null) {
                    changes.values(tier, slice, ring.size(), stored);
                }
            }
        });
        changed.clear();
    }

    void forgetChanges() {
        changed.clear();
    }

    private ValueRing largest(Tier tier) {
        ValueRing largest = null;
        for (ValueRing ring : rings) {
            if (ring.tier() == tier && (largest == null || ring.size() > largest.size())) {
                largest = ring;
            }
        }
        return largest;
    }
}
