package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.SeriesKey;

/**
 * One partition with definitions that change while it is read, commits at random moments, and crashes that take back everything since
 * the last of them: every version must in the end have counted exactly what was observed, however it came to do so.
 */
class JoiningTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RECORDS = 400;

    private final ObservationCodec codec =
            new ObservationCodec(TimeBounds.event(InstantSource.fixed(T0.plusSeconds(9_999))));
    private final List<byte[]> topic = new ArrayList<>();
    private final TreeMap<String, Long> committedStore = new TreeMap<>();
    private final Map<AccountKey, Long> committedCounts = new HashMap<>();
    private int committedOffset;

    private TreeMap<String, Long> store = new TreeMap<>();
    private Map<AccountKey, Long> counts = new HashMap<>();
    private int offset;
    private CurrentDefinitions current;
    private Joining joining;
    private Classifier classifier;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyVersionCountsEachEventOnce_throughChangesCommitsAndCrashes(long seed) {
        Random random = new Random(seed);
        writeTopic(random);
        current = new CurrentDefinitions(revision(1, "status < 500", 1));
        start();
        int revisions = 1;
        List<AccountKey> finished = new ArrayList<>();
        while (committedOffset < topic.size() || joining.job().isPresent()) {
            int action = random.nextInt(100);
            if (action < 70 && offset < topic.size()) {
                process();
            } else if (action < 80) {
                joining.job().ifPresent(job -> job.step(log(random), 0, Duration.ZERO, T0.toEpochMilli()));
            } else if (action < 92) {
                finished.addAll(commit());
            } else if (action < 96) {
                crash();
            } else if (revisions < 4 && offset > RECORDS / 8) {
                revisions++;
                current.replace(revision(revisions, "status < " + (500 - revisions), revisions));
                takeUp();
            }
        }
        finished.addAll(commit());

        long expected = distinct();
        AccountKey last = keyOf(current.get());
        assertThat(counts.get(last))
                .as("seed " + seed + ", counted by the last of " + revisions + " versions")
                .isEqualTo(expected);
        assertThat(finished)
                .as("seed " + seed + ": the last version was counted up")
                .contains(last);
        assertThat(counts.values())
                .as("seed " + seed + ": nothing was counted twice")
                .allMatch(n -> n <= expected);
    }

    /** Records of one to three observations, some of them sent again later. */
    private void writeTopic(Random random) {
        long sequence = 0;
        List<Observation> sent = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            List<Observation> batch = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                boolean isAgain = !sent.isEmpty() && random.nextInt(10) == 0;
                Observation next = isAgain ? sent.get(random.nextInt(sent.size())) : observation(++sequence);
                sent.add(next);
                batch.add(next);
            }
            topic.add(ObservationCodec.write(batch));
        }
    }

    private static Observation observation(long sequence) {
        return new RequestObservation(
                new Origin("s", sequence), T0.toEpochMilli() + sequence, "web", "/", "GET", 200, 10, Map.of());
    }

    private long distinct() {
        java.util.Set<Long> sequences = new java.util.HashSet<>();
        topic.forEach(value ->
                read(value, observation -> sequences.add(observation.origin().sequence())));
        return sequences.size();
    }

    private static CurrentDefinitions.Revision revision(long number, String good, long since) {
        SloDefinition slo =
                Slos.read(Slos.AVAILABILITY.replace("status < 500", good)).get(0);
        SloDefinition dated = slo.withVersion(slo.version() + "-" + since);
        Definitions definitions = Definitions.compile(
                new slipstream.contract.slo.Catalogue(List.of(dated), List.of()),
                new slipstream.contract.document.Problems());
        return new CurrentDefinitions.Revision(number, definitions);
    }

    private static AccountKey keyOf(CurrentDefinitions.Revision revision) {
        return AccountPlan.keyOf(revision.definitions().slos().get(0));
    }

    private void start() {
        joining = new Joining(new InMemory(), current, true);
        classifier = new Classifier(joining.inUse(), store::get, Long.MIN_VALUE);
        joining.begin(this::backfill);
    }

    private Backfill backfill(
            long id, Definitions counted, long next, long join, BiFunction<Long, String, Long> marks) {
        return new Backfill(
                id,
                counted,
                next,
                join,
                codec,
                classifier.groups(),
                EventIds.Settings.NONE,
                source -> marks.apply(id, source));
    }

    private void takeUp() {
        joining.takeUp(this::backfill);
        classifier.replace(joining.inUse());
    }

    private void process() {
        byte[] value = topic.get(offset);
        offset++;
        joining.reached(offset);
        read(value, observation -> classifier.count(observation, ClockMode.EVENT, 0));
    }

    private void read(byte[] value, java.util.function.Consumer<Observation> sink) {
        codec.readAll(value, new ObservationCodec.Sink() {
            @Override
            public void accepted(Observation observation) {
                sink.accept(observation);
            }

            @Override
            public void rejected(int index, byte[] line, slipstream.contract.event.RejectedObservationException why) {
                throw new AssertionError(why);
            }
        });
    }

    /** Reads a few records at a time, so that commits and crashes fall in between. */
    private ObservationLog log(Random random) {
        return partition -> new ObservationLog.Reader() {
            @Override
            public long read(long fromOffset, long toOffset, Duration atMost, ObservationLog.Sink sink) {
                long end = Math.min(toOffset, fromOffset + 1 + random.nextInt(40));
                for (long at = fromOffset; at < end; at++) {
                    sink.value(topic.get((int) at));
                }
                return end;
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }

    /** What a commit does: everything or nothing. */
    private List<AccountKey> commit() {
        classifier.drainState(store::put, group -> {});
        classifier.drain(this::add);
        List<AccountKey> done = joining.drain((job, storeMark) -> job.drain(this::add, storeMark));
        committedStore.clear();
        committedStore.putAll(store);
        committedCounts.clear();
        committedCounts.putAll(counts);
        committedOffset = offset;
        return done;
    }

    private void add(SeriesKey key, Partial partial) {
        for (Partial.Slice slice : partial.slices()) {
            counts.merge(key.account(), slice.counts().total(), Long::sum);
        }
    }

    private void crash() {
        joining.close();
        store = new TreeMap<>(committedStore);
        counts = new HashMap<>(committedCounts);
        offset = committedOffset;
        start();
    }

    /** The task's store: what is not committed is gone after a crash. */
    private final class InMemory implements Joining.Progress {
        @Override
        public Long get(String key) {
            return store.get(key);
        }

        @Override
        public void put(String key, Long value) {
            if (value == null) {
                store.remove(key);
            } else {
                store.put(key, value);
            }
        }

        @Override
        public Map<String, Long> all(String prefix) {
            Map<String, Long> found = new TreeMap<>();
            store.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    found.put(key, value);
                }
            });
            return found;
        }
    }
}
