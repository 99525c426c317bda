package slipstream.streams.classify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.SeriesKey;

/**
 * How definitions come and go in one partition of the observations. A new one counts by itself from an offset on, and what lies before
 * is counted for it by a back-fill; the version it replaces is counted too until the new one has taken over. Which definitions have
 * joined, and how far each back-fill has come, is stored in the transaction that commits the counts. Mutable, not thread-safe.
 */
final class Joining {
    private static final String POSITION = "position";
    private static final String KNOWN = "known|";
    private static final String JOB = "job|";
    private static final String JOIN = "|join";
    private static final String NEXT = "|next";
    private static final String DEFINITION = "|definition|";
    private static final String MARK = "mark|";

    /** A replaced version is counted no longer than this after its successor was counted up, whatever other partitions do. */
    private static final long LONGEST_OVERLAP_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Progress progress;
    private final CurrentDefinitions current;
    private final boolean canRead;
    private final Deque<Backfill> jobs = new ArrayDeque<>();
    private final Set<AccountKey> known = new HashSet<>();
    private final Map<AccountKey, Long> replacedUntil = new HashMap<>();
    private final List<AccountKey> counted = new ArrayList<>();
    private CurrentDefinitions.Revision revision;
    private Definitions replaced;
    private long position;

    /** Where progress is stored. */
    interface Progress {
        Long get(String key);

        /** @param value null removes the key */
        void put(String key, Long value);

        /** Everything whose key begins with a prefix. */
        Map<String, Long> all(String prefix);
    }

    /**
     * @param canRead whether the observations can be read again
     */
    Joining(Progress progress, CurrentDefinitions current, boolean canRead) {
        this.progress = progress;
        this.current = current;
        this.canRead = canRead;
        this.revision = current.get();
        this.replaced = revision.definitions().only(key -> false);
        Long stored = progress.get(POSITION);
        this.position = stored == null ? -1 : stored;
        progress.all(KNOWN).keySet().forEach(key -> known.add(keyOf(key.substring(KNOWN.length()))));
    }

    /** Makes a back-fill: its number, its definitions, where to go on, and where to end. */
    interface Maker {
        Backfill make(long id, Definitions definitions, long next, long join, BiFunction<Long, String, Long> marks);
    }

    /** Resumes what was under way, and lets the definitions of the present revision join. */
    void begin(Maker maker) {
        Map<Long, List<AccountKey>> stored = new TreeMap<>();
        for (String key : progress.all(JOB).keySet()) {
            int at = key.indexOf(DEFINITION);
            if (at > 0) {
                long id = Long.parseLong(key.substring(JOB.length(), at));
                stored.computeIfAbsent(id, i -> new ArrayList<>()).add(keyOf(key.substring(at + DEFINITION.length())));
            }
        }
        stored.forEach((id, keys) -> {
            Definitions definitions = revision.definitions().only(keys::contains);
            Long next = progress.get(JOB + id + NEXT);
            Long join = progress.get(JOB + id + JOIN);
            if (next != null && join != null && !definitions.keys().isEmpty()) {
                jobs.add(maker.make(id, definitions, next, join, this::mark));
            } else {
                forget(id);
            }
        });
        join(maker);
    }

    private Long mark(long id, String source) {
        return progress.get(MARK + id + "|" + source);
    }

    /** Whether there is a revision that this partition has not taken up. */
    boolean isBehind() {
        return current.get().number() != revision.number();
    }

    /** Takes up the present revision. What is replaced by it goes on counting. */
    void takeUp(Maker maker) {
        Definitions before = revision.definitions().and(replaced);
        revision = current.get();
        Set<AccountKey> keys = revision.definitions().keys();
        Set<String> names = keys.stream().map(AccountKey::name).collect(Collectors.toSet());
        replaced = before.only(key -> !keys.contains(key) && names.contains(key.name()) && !current.isRetired(key));
        join(maker);
        for (AccountKey key : List.copyOf(known)) {
            if (!keys.contains(key) && !replaced.keys().contains(key)) {
                leave(key);
            }
        }
    }

    private void join(Maker maker) {
        Definitions news = revision.definitions().only(key -> !known.contains(key));
        Set<AccountKey> keys = news.keys();
        if (keys.isEmpty()) {
            return;
        }
        keys.forEach(key -> {
            known.add(key);
            progress.put(KNOWN + textOf(key), revision.number());
        });
        if (position > 0 && canRead) {
            long id = revision.number();
            keys.forEach(key -> progress.put(JOB + id + DEFINITION + textOf(key), 1L));
            progress.put(JOB + id + JOIN, position);
            progress.put(JOB + id + NEXT, 0L);
            jobs.add(maker.make(id, news, 0, position, this::mark));
        } else {
            counted.addAll(keys);
        }
    }

    private void leave(AccountKey key) {
        known.remove(key);
        progress.put(KNOWN + textOf(key), null);
    }

    /** Lets go of replaced versions that are not needed any more; whether there were any. */
    boolean prune(long wallMillis) {
        if (replaced.keys().isEmpty()) {
            return false;
        }
        boolean caughtUp = jobs.isEmpty();
        Set<AccountKey> over = new HashSet<>();
        for (AccountKey key : replaced.keys()) {
            if (caughtUp) {
                replacedUntil.putIfAbsent(key, wallMillis + LONGEST_OVERLAP_MILLIS);
            }
            if (current.isRetired(key) || wallMillis > replacedUntil.getOrDefault(key, Long.MAX_VALUE)) {
                over.add(key);
                replacedUntil.remove(key);
                leave(key);
            }
        }
        replaced = replaced.only(key -> !over.contains(key));
        return !over.isEmpty();
    }

    /** What is counted now: the present definitions and those they replace. */
    Definitions inUse() {
        return revision.definitions().and(replaced);
    }

    /** Notes that everything up to an offset has been counted. */
    void reached(long nextOffset) {
        position = nextOffset;
    }

    Optional<Backfill> job() {
        return Optional.ofNullable(jobs.peek());
    }

    /** Stores how far it has come; the definitions for which everything has been counted are returned, once. */
    List<AccountKey> drain(BiConsumer<Backfill, BiConsumer<String, Long>> drainJob) {
        if (position >= 0) {
            progress.put(POSITION, position);
        }
        List<AccountKey> done = new ArrayList<>(counted);
        counted.clear();
        Backfill job = jobs.peek();
        if (job != null) {
            drainJob.accept(job, (source, sequence) -> progress.put(MARK + job.id() + "|" + source, sequence));
            progress.put(JOB + job.id() + NEXT, job.nextOffset());
            if (job.isDone()) {
                done.addAll(job.definitions());
                forget(job.id());
                jobs.remove();
            }
        }
        return done;
    }

    private void forget(long id) {
        progress.all(JOB + id + "|").keySet().forEach(key -> progress.put(key, null));
        progress.all(MARK + id + "|").keySet().forEach(key -> progress.put(key, null));
    }

    void close() {
        jobs.forEach(Backfill::close);
    }

    private static String textOf(AccountKey key) {
        return new String(new SeriesKey(key, 0).toBytes(), StandardCharsets.UTF_8);
    }

    private static AccountKey keyOf(String text) {
        return SeriesKey.ofBytes(text.getBytes(StandardCharsets.UTF_8)).account();
    }
}
