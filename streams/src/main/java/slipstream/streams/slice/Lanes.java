package slipstream.streams.slice;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import slipstream.contract.slo.GroupBy;

/** The latest results of each lane of a series. It remembers which lanes have changed. Mutable, not thread-safe. */
final class Lanes {
    /** More lanes than this share the last one. */
    static final int MOST = 500;

    private final int runLength;
    private final TreeMap<String, Run> runs = new TreeMap<>();
    private final TreeSet<String> changed = new TreeSet<>();

    /** @param runLength how many results of each lane are kept */
    Lanes(int runLength) {
        this.runLength = runLength;
    }

    void add(Map<String, Run> more) {
        more.forEach((lane, run) -> {
            String kept = runs.containsKey(lane) || runs.size() < MOST ? lane : GroupBy.OVERFLOW;
            runs.merge(kept, run, (old, next) -> old.plus(next, runLength));
            changed.add(kept);
        });
    }

    void restore(String lane, Run run) {
        runs.put(lane, run);
    }

    Map<String, Run> runs() {
        return runs;
    }

    /** Hands over every lane that has changed since this was last called. */
    void drainChanges(Series.Changes changes) {
        changed.forEach(lane -> changes.run(lane, runs.get(lane)));
        changed.clear();
    }

    void forgetChanges() {
        changed.clear();
    }
}
