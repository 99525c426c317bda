package slipstream.streams.slice;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * The latency histograms of a series, for the windows that show a percentile. They come into being with the first latency, and
 * remember which of their slices have changed. Event time; mutable, not thread-safe.
 */
final class Percentiles {
    private final SeriesPlan plan;
    private final QuantileRing[] rings;
    private final EnumMap<Tier, TreeSet<Long>> changed = new EnumMap<>(Tier.class);

    Percentiles(SeriesPlan plan) {
        this.plan = plan;
        this.rings = new QuantileRing[plan.windows().size()];
    }

    void advanceTo(long millis) {
        for (QuantileRing ring : rings) {
            if (ring != null) {
                ring.advanceTo(millis);
            }
        }
    }

    /** Adds the latencies of the ten seconds that begin at an instant. */
    void add(long startMillis, LatencyHistogram latencies, long nowMillis) {
        for (int window = 0; window < rings.length; window++) {
            QuantileRing ring = ring(window, nowMillis);
            if (ring != null) {
                long slice = ring.tier().sliceOf(startMillis);
                if (ring.add(slice, latencies)) {
                    changed.computeIfAbsent(ring.tier(), t -> new TreeSet<>()).add(slice);
                }
            }
        }
    }

    void restore(Tier tier, long slice, LatencyHistogram latencies, long nowMillis) {
        for (int window = 0; window < rings.length; window++) {
            QuantileRing ring = ring(window, nowMillis);
            if (ring != null && ring.tier() == tier && slice <= tier.sliceOf(nowMillis)) {
                ring.add(slice, latencies);
            }
        }
    }

    /** How many slices of a tier are kept; 0 when none are. */
    int kept(Tier tier) {
        QuantileRing largest = largest(tier);
        return largest == null ? 0 : largest.size();
    }

    /** Hands over every slice that has changed since this was last called and is still kept. */
    void drainChanges(Series.Changes changes) {
        for (Map.Entry<Tier, TreeSet<Long>> ofTier : changed.entrySet()) {
            QuantileRing ring = largest(ofTier.getKey());
            for (long slice : ofTier.getValue()) {
                byte[] latencies = ring.slice(slice);
                if (latencies != null) {
                    changes.latencies(ring.tier(), slice, ring.size(), latencies);
                }
            }
        }
        changed.clear();
    }

    void forgetChanges() {
        changed.clear();
    }

    OptionalDouble quantileMillis(int window, double q) {
        return window >= rings.length || rings[window] == null
                ? OptionalDouble.empty()
                : rings[window].quantileMillis(q);
    }

    OptionalDouble meanMillis(int window) {
        return window >= rings.length || rings[window] == null ? OptionalDouble.empty() : rings[window].meanMillis();
    }

    private QuantileRing ring(int window, long nowMillis) {
        if (rings[window] == null) {
            Duration length = plan.windows().get(window);
            Tier tier = plan.percentiles().get(length);
            if (tier != null) {
                rings[window] = new QuantileRing(tier, Math.toIntExact(length.toMillis() / tier.stepMillis()));
                rings[window].advanceTo(nowMillis);
            }
        }
        return rings[window];
    }

    private QuantileRing largest(Tier tier) {
        QuantileRing largest = null;
        for (QuantileRing ring : rings) {
            if (ring != null && ring.tier() == tier && (largest == null || ring.size() > largest.size())) {
                largest = ring;
            }
        }
        return largest;
    }
}
