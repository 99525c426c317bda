package slipstream.streams.classify;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import slipstream.contract.event.Observation;

/**
 * Recognises resends by an id that each event carries, for sources that cannot number their events. It costs memory for each event, so
 * a source has to be named for it, and ids are forgotten after a while or when there are too many. Mutable, not thread-safe.
 */
public final class EventIds {
    /** The attribute that holds the id. */
    public static final String ATTRIBUTE = "id";

    /** Begins the keys under which ids are stored, beside the marks of sources; no source begins so. */
    static final String PREFIX = "\u0000id/";

    private final Settings settings;
    private final Function<String, Long> stored;
    private final LinkedHashMap<String, Long> seen = new LinkedHashMap<>();
    private final Set<String> news = new HashSet<>();
    private final Set<String> forgotten = new HashSet<>();

    /**
     * Whose events carry ids.
     *
     * @param sources the sources it is done for
     * @param window how long an id is remembered: an event that is sent again later counts again
     * @param most how many ids are remembered in each partition; beyond it the oldest are forgotten
     */
    public record Settings(Set<String> sources, Duration window, int most) {
        public static final Duration DEFAULT_WINDOW = Duration.ofHours(1);
        public static final int DEFAULT_MOST = 1_000_000;

        /** Every source numbers its events. */
        public static final Settings NONE = new Settings(Set.of(), DEFAULT_WINDOW, DEFAULT_MOST);

        public Settings {
            sources = Set.copyOf(sources);
        }
    }

    /** @param stored when an id was seen, as of the last commit, or null */
    EventIds(Settings settings, Function<String, Long> stored) {
        this.settings = settings;
        this.stored = stored;
    }

    /** Whether an observation is told from its resend by an id, and not by its sequence. */
    boolean speaksFor(Observation observation) {
        return !settings.sources().isEmpty()
                && settings.sources().contains(observation.origin().source())
                && observation.attributes().containsKey(ATTRIBUTE);
    }

    /** Takes back an id that was seen before a restart; the oldest first. */
    void restore(String key, long seenMillis) {
        seen.put(key, seenMillis);
    }

    /** Whether this is news; if so, it is remembered. */
    boolean isNews(Observation observation, long nowMillis) {
        String key = PREFIX + observation.origin().source() + "\u0000"
                + observation.attributes().get(ATTRIBUTE);
        long oldest = nowMillis - settings.window().toMillis();
        Long before = seen.get(key);
        if (before == null) {
            before = stored.apply(key);
        }
        if (before != null && before >= oldest) {
            return false;
        }
        seen.remove(key);
        seen.put(key, nowMillis);
        news.add(key);
        forgotten.remove(key);
        forget(oldest);
        return true;
    }

    private void forget(long oldest) {
        Iterator<Map.Entry<String, Long>> eldest = seen.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<String, Long> next = eldest.next();
            if (seen.size() <= settings.most() && next.getValue() >= oldest) {
                return;
            }
            eldest.remove();
            news.remove(next.getKey());
            forgotten.add(next.getKey());
        }
    }

    /** Hands over what is new, and null for what is forgotten. */
    void drain(BiConsumer<String, Long> store) {
        news.forEach(key -> store.accept(key, seen.get(key)));
        forgotten.forEach(key -> store.accept(key, null));
        news.clear();
        forgotten.clear();
    }
}
