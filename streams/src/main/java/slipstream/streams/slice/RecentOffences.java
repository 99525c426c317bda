package slipstream.streams.slice;

import java.time.Duration;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The offences of the last hour of one indicator, ten minutes by ten minutes, so that the whole is told of fifty to sixty minutes and
 * never of more than an hour. A series without bad events has none. Event time; mutable, not thread-safe.
 */
final class RecentOffences {
    /** So many slices of {@link Tier#TEN_MINUTES} are kept: those that begin within the last hour. */
    static final int KEPT = 6;

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final TreeMap<Long, Offences> slices = new TreeMap<>();
    private final TreeSet<Long> changed = new TreeSet<>();

    /**
     * Adds the offences of a slice of ten seconds, unless it is older than all that is kept.
     *
     * @param nowMillis where the clock stands
     */
    void add(long startMillis, Offences offences, long nowMillis) {
        long slice = Tier.TEN_MINUTES.sliceOf(startMillis);
        if (isKept(slice, nowMillis)) {
            slices.computeIfAbsent(slice, number -> new Offences()).add(offences);
            changed.add(slice);
            slices.headMap(Tier.TEN_MINUTES.sliceOf(nowMillis) - KEPT).clear();
        }
    }

    /** All of them together. */
    Offences recent(long nowMillis) {
        Offences all = new Offences();
        slices.forEach((slice, offences) -> {
            if (isKept(slice, nowMillis)) {
                all.add(offences);
            }
        });
        return all;
    }

    private static boolean isKept(long slice, long nowMillis) {
        return Tier.TEN_MINUTES.startMillis(slice) >= nowMillis - HOUR_MILLIS;
    }

    void restore(long slice, Offences stored) {
        slices.put(slice, stored);
    }

    /** Hands over every slice that has changed since this was last called. */
    void drainChanges(Account.Changes changes) {
        changed.forEach(slice -> {
            Offences offences = slices.get(slice);
            if (offences != null) {
                changes.offences(slice, offences);
            }
        });
        changed.clear();
    }

    void forgetChanges() {
        changed.clear();
    }
}
