package slipstream.streams.slice;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * The latency histograms of a series, for the windows that show a percentile. They come into being with the first latency, and
 * remember which of their slices have changed. Event time; mutable, not thread-safe.
 */
final class Percentiles {
    /** Percentiles are shown for these windows and for the budget's period; each costs up to 64 slices of histogram. */
    private static final Map<Duration, Tier> WINDOWS = Map.of(
            Duration.ofMinutes(5), Tier.TEN_SECONDS,
            Duration.ofHours(1), Tier.MINUTE,
            Duration.ofDays(1), Tier.HOUR);

    private static final double P95 = 0.95;

    private final List<Duration> lengths;
    private final QuantileRing[] rings;
    private final EnumMap<Tier, TreeSet<Long>> changed = new EnumMap<>(Tier.class);

    /** @param lengths the windows of the series, the budget's period last */
    Percentiles(List<Duration> lengths) {
        this.lengths = lengths;
        this.rings = new QuantileRing[lengths.size()];
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

    OptionalDouble p95Millis(int window) {
        return rings[window] == null ? OptionalDouble.empty() : rings[window].quantileMillis(P95);
    }

    private QuantileRing ring(int window, long nowMillis) {
        if (rings[window] == null) {
            Duration length = lengths.get(window);
            Tier tier = window == lengths.size() - 1 ? tierOfPeriod(length) : WINDOWS.get(length);
            if (tier != null) {
                rings[window] = new QuantileRing(tier, Math.toIntExact(length.toMillis() / tier.stepMillis()));
                rings[window].advanceTo(nowMillis);
            }
        }
        return rings[window];
    }

    /** Whole days over a long period; hours where days would be too coarse or would not fit. */
    private static Tier tierOfPeriod(Duration period) {
        boolean wholeDays = period.toMillis() % Tier.DAY.stepMillis() == 0;
        return wholeDays && period.compareTo(Duration.ofDays(3)) > 0 ? Tier.DAY : Tier.HOUR;
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
