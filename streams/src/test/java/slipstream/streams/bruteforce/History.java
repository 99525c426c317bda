package slipstream.streams.bruteforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import slipstream.streams.slice.Reading;

/** One random history, told to the real arithmetic and to the oracle at once. */
final class History {
    private static final Duration[] WALKED = {
        Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(9), Duration.ofHours(30)
    };

    private Case of;
    private Engine engine;
    private String phase = "beginning";
    private long figures;
    private final Random random;
    private final boolean isLong;
    private final RandomTimes times;
    private final Duration span;
    private final List<Seen> all = new ArrayList<>();
    private final BruteAlerts alerts = new BruteAlerts();
    private BruteForce oracle;

    /** @param seed decides everything */
    History(long seed) {
        // Seeds of neighbours make similar beginnings unless they are stirred.
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        isLong = random.nextInt(4) == 0;
        span = isLong
                ? Duration.ofDays(1 + random.nextInt(random.nextBoolean() ? 20 : 700))
                : WALKED[random.nextInt(WALKED.length)];
        times = new RandomTimes(random, span, isLong);
    }

    void run() {
        RandomCases slos = new RandomCases(random, times);
        of = isLong || random.nextInt(5) < 3
                ? slos.slo("v1")
                : new RandomRules(random, times).rule("v1", slos.groups());
        engine = new Engine(of);
        oracle = oracleOf(Long.MIN_VALUE);
        int events = isLong ? 150 : span.compareTo(Duration.ofHours(5)) > 0 ? 40 : 120;
        RandomHistory history = RandomHistory.of(random, times, span, events);
        long before = Long.MIN_VALUE;
        for (RandomHistory.Step step : history.steps()) {
            phase = "step to " + step.nowMillis() + " " + step.event();
            if (step.event() == RandomHistory.Event.RESTART) {
                engine.restart();
                oracle.drain();
            } else if (step.event() == RandomHistory.Event.REDEFINITION
                    && of.slo().isPresent()
                    && before != Long.MIN_VALUE) {
                redefine(slos, before);
            }
            for (Seen seen : step.arrivals()) {
                engine.arrive(seen, step.nowMillis());
                oracle.arrive(seen, step.nowMillis());
                all.add(seen);
            }
            if (step.isDrained()) {
                engine.drain();
                oracle.drain();
            }
            advance(step.nowMillis());
            before = step.nowMillis();
        }
        phase = "comparison of alerts";
        same(alerts.transitions, engine.transitions);
        same(alerts.told, engine.told);
    }

    /** Where it stands, for messages. */
    String phase() {
        return phase;
    }

    String definition() {
        return String.valueOf(of);
    }

    /** How many figures were compared. */
    long figures() {
        return figures;
    }

    /** How often an alert began or ended. */
    long transitions() {
        return engine == null ? 0 : engine.transitions.size();
    }

    private BruteForce oracleOf(long nowMillis) {
        return new BruteForce(
                of, alerts, engine.definitions().kept(), engine.plan().series().windows(), nowMillis);
    }

    /** A new version counts everything that is retained anew, and the old one goes on being counted. */
    private void redefine(RandomCases slos, long now) {
        oracle.drain();
        Case changed = slos.changed(of, "v2");
        engine.redefine(changed, all, now);
        of = changed;
        oracle = oracleOf(now);
        all.forEach(seen -> oracle.arrive(seen, now));
        oracle.drain();
    }

    private void advance(long target) {
        Verifier verifier = new Verifier(oracle);
        if (isLong) {
            engine.jump(target, reading -> verify(verifier, reading));
            oracle.jump(target);
        } else {
            engine.advance(target, reading -> {
                if (random.nextInt(25) == 0) {
                    verify(verifier, reading);
                }
            });
            oracle.advance(target);
        }
        figures += verifier.comparisons();
    }

    private void verify(Verifier verifier, Reading reading) {
        if (reading.account().key().version().equals(of.version())) {
            verifier.verify(reading);
        }
    }

    private static void same(List<String> expected, List<String> actual) {
        List<String> first = expected.stream().sorted().toList();
        List<String> second = actual.stream().sorted().toList();
        if (!first.equals(second)) {
            List<String> missing = new ArrayList<>(first);
            missing.removeAll(second);
            List<String> surplus = new ArrayList<>(second);
            surplus.removeAll(first);
            throw new AssertionError(missing.size() + " are missing: " + head(missing) + "; " + surplus.size()
                    + " are too many: " + head(surplus) + "; of " + first.size() + "/" + second.size());
        }
    }

    private static List<String> head(List<String> lines) {
        return lines.subList(0, Math.min(4, lines.size()));
    }
}
