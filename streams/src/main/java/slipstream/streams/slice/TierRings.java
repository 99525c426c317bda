package slipstream.streams.slice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rings under a list of rolling windows: one for each tier that a window needs. Event time; mutable, not thread-safe.
 */
final class TierRings {
    private static final Tier[] TIERS = {Tier.TEN_SECONDS, Tier.MINUTE, Tier.TEN_MINUTES, Tier.HOUR};

    private final Tier[] tiers;

    /** In the order of the tiers, so that their windows are in the order of the list. */
    private final SliceRing[] rings;

    /** @param windows shortest first */
    TierRings(List<Duration> windows) {
        List<Tier> used = new ArrayList<>(TIERS.length);
        List<SliceRing> all = new ArrayList<>(TIERS.length);
        int from = 0;
        for (Tier tier : TIERS) {
            int to = from;
            while (to < windows.size() && Tier.of(windows.get(to)) == tier) {
                to++;
            }
            if (to > from) {
                used.add(tier);
                all.add(ring(tier, windows.subList(from, to)));
            }
            from = to;
        }
        if (from < windows.size()) {
            throw new IllegalArgumentException("windows stand shortest first, and these do not: " + windows);
        }
        this.tiers = used.toArray(Tier[]::new);
        this.rings = all.toArray(SliceRing[]::new);
    }

    private static SliceRing ring(Tier tier, List<Duration> windows) {
        int[] steps = new int[windows.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.toIntExact(windows.get(i).toMillis() / tier.stepMillis());
        }
        return new SliceRing(tier.stepMillis(), steps);
    }

    void advanceTo(long millis) {
        for (SliceRing ring : rings) {
            ring.advanceTo(millis);
        }
    }

    /** Adds the events of the ten seconds that begin at an instant; false when they are older than all that is kept. */
    boolean add(long startMillis, Counts counts) {
        boolean kept = false;
        for (int i = 0; i < rings.length; i++) {
            long slice = rings[i].sliceOf(startMillis);
            if (rings[i].add(slice, counts)) {
                rings[i].noteChanged(slice);
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

    /** Hands over every slice that has changed since this was last called and is still kept. */
    void drainChanges(Series.Changes changes) {
        for (int i = 0; i < rings.length; i++) {
            SliceRing ring = rings[i];
            Tier tier = tiers[i];
            ring.drainChanged(slice -> changes.counts(tier, slice, ring.size(), ring.slice(slice)));
        }
    }

    void forgetChanges() {
        for (SliceRing ring : rings) {
            ring.forgetChanged();
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
        return ringOf(window).startOf(placeOf(window));
    }

    long total(int window) {
        return ringOf(window).totalOf(placeOf(window));
    }

    long bad(int window) {
        return ringOf(window).badOf(placeOf(window));
    }

    Counts counts(int window) {
        return ringOf(window).window(placeOf(window));
    }

    double coverage(int window) {
        SliceRing ring = ringOf(window);
        int place = placeOf(window);
        return Math.min(1, (double) ring.seenIn(place) / ring.stepsOf(place));
    }

    private SliceRing ringOf(int window) {
        int place = window;
        for (SliceRing ring : rings) {
            if (place < ring.windows()) {
                return ring;
            }
            place -= ring.windows();
        }
        throw new IndexOutOfBoundsException("there is no window " + window);
    }

    /** The place of a window in its ring. */
    private int placeOf(int window) {
        int place = window;
        for (SliceRing ring : rings) {
            if (place < ring.windows()) {
                return place;
            }
            place -= ring.windows();
        }
        throw new IndexOutOfBoundsException("there is no window " + window);
    }
}
