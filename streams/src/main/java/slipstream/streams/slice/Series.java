package slipstream.streams.slice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import slipstream.contract.slo.SloDefinition;

/**
 * All that is kept of one series: its slices in every tier, the sums of its windows, and the slices that lie ahead of the
 * clock and wait for it. It remembers which slices have changed, so that only those are stored. Event time; mutable, not
 * thread-safe.
 */
public final class Series implements WindowSums {
    private final SloDefinition definition;
    private final List<Duration> lengths;
    private final SliceRing[] rings;
    private final SliceRing[] ringOfWindow;
    private final int[] indexInRing;
    private final Percentiles percentiles;
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private final EnumMap<Tier, TreeSet<Long>> changedCounts = new EnumMap<>(Tier.class);
    private final TreeSet<Long> changedWaiting = new TreeSet<>();
    private long nowMillis = Long.MIN_VALUE;
    private boolean changedSinceReading;

    /** A slice of ten seconds that the clock has not reached. */
    record Waiting(Counts counts, LatencyHistogram latencies) {
        Waiting plus(Counts more, LatencyHistogram moreLatencies) {
            LatencyHistogram merged = latencies == null ? moreLatencies : latencies;
            if (latencies != null && moreLatencies != null) {
                latencies.add(moreLatencies);
            }
            return new Waiting(counts.plus(more), merged);
        }
    }

    public Series(SloDefinition definition) {
        this.definition = definition;
        this.lengths = Windows.of(definition);
        this.ringOfWindow = new SliceRing[lengths.size()];
        this.indexInRing = new int[lengths.size()];
        this.percentiles = new Percentiles(lengths);
        this.rings = layOut();
    }

    private SliceRing[] layOut() {
        List<SliceRing> all = new ArrayList<>();
        for (Tier tier : EnumSet.of(Tier.TEN_SECONDS, Tier.MINUTE, Tier.TEN_MINUTES, Tier.HOUR)) {
            List<Integer> windows = new ArrayList<>();
            for (int i = 0; i < lengths.size(); i++) {
                if (Tier.of(lengths.get(i)) == tier) {
                    windows.add(i);
                }
            }
            if (windows.isEmpty()) {
                continue;
            }
            int[] steps = windows.stream()
                    .mapToInt(i -> Math.toIntExact(lengths.get(i).toMillis() / tier.stepMillis()))
                    .toArray();
            SliceRing ring = new SliceRing(tier, steps);
            for (int position = 0; position < steps.length; position++) {
                ringOfWindow[windows.get(position)] = ring;
                indexInRing[windows.get(position)] = position;
            }
            all.add(ring);
        }
        return all.toArray(SliceRing[]::new);
    }

    public SloDefinition definition() {
        return definition;
    }

    /** Up to where the windows reach, in milliseconds since the epoch. */
    public long nowMillis() {
        return nowMillis;
    }

    /** Whether this series knows yet what time it is. */
    boolean hasStarted() {
        return nowMillis != Long.MIN_VALUE;
    }

    /**
     * Counts events of one slice of {@link Tier#TEN_SECONDS}: at once when the clock is past its start, else when it gets there.
     * False when they are older than all that is kept.
     */
    public boolean add(long slice, Counts counts, LatencyHistogram latencies) {
        if (Tier.TEN_SECONDS.startMillis(slice) < nowMillis) {
            return apply(slice, counts, latencies);
        }
        waiting.merge(slice, new Waiting(counts, latencies), (old, more) -> old.plus(more.counts(), more.latencies()));
        changedWaiting.add(slice);
        return true;
    }

    /**
     * Moves the clock on, one slice of ten seconds at a time, and tells of each edge that is passed: at an edge every window
     * ends exactly there. Never moves back.
     *
     * @param target in milliseconds since the epoch
     * @param onEdge receives the instant of each edge; the sums can be read while it runs
     */
    public void advanceTo(long target, LongConsumer onEdge) {
        if (nowMillis == Long.MIN_VALUE) {
            startAt(target);
        }
        long step = Tier.TEN_SECONDS.stepMillis();
        long edge = (Tier.TEN_SECONDS.sliceOf(nowMillis) + 1) * step;
        while (edge <= target) {
            if (isEmpty()) {
                long next = waiting.isEmpty() ? target : Math.min(target, startOfFirstWaiting());
                edge = Math.max(edge, Tier.TEN_SECONDS.sliceOf(next) * step);
            }
            moveTo(edge);
            onEdge.accept(edge);
            edge += step;
        }
        if (target > nowMillis) {
            moveTo(target);
        }
    }

    /** Moves the clock on at once, without stopping at the edges between: for the time during which nobody was looking. */
    public void jumpTo(long target) {
        if (nowMillis == Long.MIN_VALUE) {
            startAt(target);
        }
        if (target > nowMillis) {
            moveTo(target);
        }
    }

    /** Whether anything was counted since this was last asked. */
    public boolean takeChanged() {
        boolean changed = changedSinceReading;
        changedSinceReading = false;
        return changed;
    }

    /** Whether no event is left in any window. */
    public boolean isEmpty() {
        for (SliceRing ring : rings) {
            if (!ring.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The clock starts where the first events are, but never later than now. */
    private void startAt(long target) {
        long first = waiting.isEmpty() ? target : Math.min(target, startOfFirstWaiting());
        nowMillis = first;
        for (SliceRing ring : rings) {
            ring.advanceTo(first);
        }
    }

    private void moveTo(long target) {
        nowMillis = target;
        for (SliceRing ring : rings) {
            ring.advanceTo(target);
        }
        percentiles.advanceTo(target);
        while (!waiting.isEmpty() && startOfFirstWaiting() < target) {
            Map.Entry<Long, Waiting> next = waiting.pollFirstEntry();
            changedWaiting.add(next.getKey());
            apply(next.getKey(), next.getValue().counts(), next.getValue().latencies());
        }
    }

    private long startOfFirstWaiting() {
        return Tier.TEN_SECONDS.startMillis(waiting.firstKey());
    }

    private boolean apply(long slice, Counts counts, LatencyHistogram latencies) {
        boolean kept = false;
        long start = Tier.TEN_SECONDS.startMillis(slice);
        for (SliceRing ring : rings) {
            long sliceOfTier = ring.tier().sliceOf(start);
            if (ring.add(sliceOfTier, counts)) {
                changedCounts.computeIfAbsent(ring.tier(), t -> new TreeSet<>()).add(sliceOfTier);
                kept = true;
            }
        }
        if (latencies != null && !latencies.isEmpty()) {
            percentiles.add(start, latencies, nowMillis);
        }
        changedSinceReading |= kept;
        return kept;
    }

    /** Begins at an instant at which this series stood before; its slices follow through {@code restore…}. */
    void restoreAt(long millis) {
        nowMillis = millis;
        for (SliceRing ring : rings) {
            ring.advanceTo(millis);
        }
    }

    /** Takes back a stored slice; what has left every window meanwhile is left out. */
    void restoreCounts(Tier tier, long slice, Counts counts) {
        for (SliceRing ring : rings) {
            if (ring.tier() == tier && slice <= tier.sliceOf(nowMillis)) {
                ring.add(slice, counts);
            }
        }
    }

    void restoreLatencies(Tier tier, long slice, LatencyHistogram latencies) {
        percentiles.restore(tier, slice, latencies, nowMillis);
    }

    void restoreWaiting(long slice, Waiting stored) {
        waiting.put(slice, stored);
    }

    /** How many slices of a tier are kept; 0 when none are. */
    int kept(Tier tier, boolean isLatencies) {
        if (isLatencies) {
            return percentiles.kept(tier);
        }
        for (SliceRing ring : rings) {
            if (ring.tier() == tier) {
                return ring.size();
            }
        }
        return 0;
    }

    /** Receives what has changed since the last time. */
    interface Changes {
        void counts(Tier tier, long slice, int kept, Counts counts);

        void latencies(Tier tier, long slice, int kept, byte[] latencies);

        /** @param stored null when the slice does not wait any more */
        void waiting(long slice, Waiting stored);
    }

    /** Hands over every slice that has changed since this was last called and is still kept. */
    void drainChanges(Changes changes) {
        for (SliceRing ring : rings) {
            TreeSet<Long> changed = changedCounts.remove(ring.tier());
            if (changed != null) {
                long oldest = ring.tier().sliceOf(nowMillis) - ring.size();
                for (long slice : changed.tailSet(oldest, false)) {
                    changes.counts(ring.tier(), slice, ring.size(), ring.slice(slice));
                }
            }
        }
        percentiles.drainChanges(changes);
        for (long slice : changedWaiting) {
            changes.waiting(slice, waiting.get(slice));
        }
        changedWaiting.clear();
    }

    @Override
    public int count() {
        return lengths.size();
    }

    @Override
    public Duration length(int window) {
        return lengths.get(window);
    }

    @Override
    public long startMillis(int window) {
        return ringOfWindow[window].startOf(indexInRing[window]);
    }

    @Override
    public long total(int window) {
        return ringOfWindow[window].totalOf(indexInRing[window]);
    }

    @Override
    public long bad(int window) {
        return ringOfWindow[window].badOf(indexInRing[window]);
    }

    @Override
    public long unjudged(int window) {
        return ringOfWindow[window].window(indexInRing[window]).unjudged();
    }

    @Override
    public OptionalDouble p95Millis(int window) {
        return percentiles.p95Millis(window);
    }
}
