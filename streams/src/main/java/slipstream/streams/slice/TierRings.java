package slipstream.streams.slice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The rings under a list of rolling windows: one for each tier that a window needs. Event time; mutable, not thread-safe.
 */
final class TierRings {
    private final Tier[] tiers;
    private final SliceRing[] rings;
    private final SliceRing[] ringOfWindow;
    private final int[] indexInRing;

    /** @param windows shortest first */
    TierRings(List<Duration> windows) {
        this.ringOfWindow = new SliceRing[windows.size()];
        this.indexInRing = new int[windows.size()];
        List<Tier> used = new ArrayList<>();
        List<SliceRing> all = new ArrayList<>();
        for (Tier tier : EnumSet.of(Tier.TEN_SECONDS, Tier.MINUTE, Tier.TEN_MINUTES, Tier.HOUR)) {
            List<Integer> ofTier = new ArrayList<>();
            for (int i = 0; i < windows.size(); i++) {
                if (Tier.of(windows.get(i)) == tier) {
                    ofTier.add(i);
                }
            }
            if (!ofTier.isEmpty()) {
                used.add(tier);
                all.add(ring(tier, ofTier, windows));
            }
        }
        this.tiers = used.toArray(Tier[]::new);
        this.rings = all.toArray(SliceRing[]::new);
    }

    private SliceRing ring(Tier tier, List<Integer> ofTier, List<Duration> windows) {
        int[] steps = ofTier.stream()
                .mapToInt(i -> Math.toIntExact(windows.get(i).toMillis() / tier.stepMillis()))
                .toArray();
        SliceRing ring = new SliceRing(tier.stepMillis(), steps);
        for (int position = 0; position < steps.length; position++) {
            ringOfWindow[ofTier.get(position)] = ring;
            indexInRing[ofTier.get(position)] = position;
        }
        return ring;
    }

    /** Receives the slice of each tier that has changed. */
    interface OnChange {
        void changed(Tier tier, long slice);
    }

    void advanceTo(long millis) {
        for (SliceRing ring : rings) {
            ring.advanceTo(millis);
        }
    }

    /** Adds the events of the ten seconds that begin at an instant; false when they are older than all that is kept. */
    boolean add(long startMillis, Counts counts, OnChange onChange) {
        boolean kept = false;
        for (int i = 0; i < rings.length; i++) {
            long slice = rings[i].sliceOf(startMillis);
            if (rings[i].add(slice, counts)) {
                onChange.changed(tiers[i], slice);
                kept = true;
            }
        }
        return kept;
    }

    void addSigned(long startMillis, long total, long bad) {
        for (SliceRing ring : rings) {
            ring.add(ring.sliceOf(startMillis), total, bad);
        }
    }

    /** The ring of a tier, or null when no window needs it. */
    SliceRing ring(Tier tier) {
        for (int i = 0; i < tiers.length; i++) {
            if (tiers[i] == tier) {
                return rings[i];
            }
        }
        return null;
    }

    boolean isEmpty() {
        for (SliceRing ring : rings) {
            if (!ring.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    long startMillis(int window) {
        return ringOfWindow[window].startOf(indexInRing[window]);
    }

    long total(int window) {
        return ringOfWindow[window].totalOf(indexInRing[window]);
    }

    long bad(int window) {
        return ringOfWindow[window].badOf(indexInRing[window]);
    }

    Counts counts(int window) {
        return ringOfWindow[window].window(indexInRing[window]);
    }

    double coverage(int window) {
        SliceRing ring = ringOfWindow[window];
        int index = indexInRing[window];
        return Math.min(1, (double) ring.seenIn(index) / ring.stepsOf(index));
    }
}
