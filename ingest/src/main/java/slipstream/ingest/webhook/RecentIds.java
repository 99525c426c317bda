package slipstream.ingest.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The messages of the last while, so that one that is sent again has no effect. They are kept in memory: after a restart of the process a
 * message of the minutes before may count twice. Thread-safe.
 */
final class RecentIds {
    /** Bad input 84; twice the time for which a signature is good. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** The oldest are forgotten beyond this, about 20 MB. */
    private static final int MAX_IDS = 100_000;

    private final InstantSource clock;
    private final Map<String, Instant> ends = new LinkedHashMap<>();
    private final Set<String> busy = new HashSet<>();

    RecentIds(InstantSource clock) {
        this.clock = clock;
    }

    /** What is known of a message when it comes in. */
    enum Known {
        /** It is new, and {@link #ended} must be told how it ends. */
        NEW,
        /** It is on its way to Kafka at this moment. */
        BUSY,
        /** It has been taken before. */
        TAKEN
    }

    synchronized Known begin(String id) {
        forget();
        if (ends.containsKey(id)) {
            return Known.TAKEN;
        }
        return busy.add(id) ? Known.NEW : Known.BUSY;
    }

    /** @param isTaken whether Kafka has it; if not, it may come again as new */
    synchronized void ended(String id, boolean isTaken) {
        busy.remove(id);
        if (isTaken) {
            ends.put(id, clock.instant().plus(KEPT));
        }
    }

    private void forget() {
        Instant now = clock.instant();
        Iterator<Instant> oldest = ends.values().iterator();
        while (oldest.hasNext()) {
            boolean isOver = !oldest.next().isAfter(now);
            if (!isOver && ends.size() <= MAX_IDS) {
                return;
            }
            oldest.remove();
        }
    }
}
