package slipstream.streams.slice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lines of an account that count slices of time: one for each objective, and for a composite one for all of them together. Empty
 * where events are counted. It remembers in which slices events have come. Event time; mutable, not thread-safe.
 */
final class TimeSliceLines {
    /** Where events are counted. Nothing is ever added to it. */
    static final TimeSliceLines NONE = new TimeSliceLines();

    private final List<Line> all = new ArrayList<>();
    private final Optional<TimeSliceSums> combined;
    private final List<TreeSet<Long>> changed = new ArrayList<>();

    /** A line and the indicators that it is judged by. */
    private record Line(List<Integer> indicators, TimeSliceSums sums) {
        void add(int indicator, long startMillis, Counts counts) {
            int place = indicators.indexOf(indicator);
            if (place >= 0) {
                sums.add(place, startMillis, counts);
            }
        }
    }

    private TimeSliceLines() {
        combined = Optional.empty();
    }

    TimeSliceLines(AccountPlan plan) {
        plan.lines().forEach(line -> all.add(line(plan, line)));
        combined = plan.combined().map(line -> {
            all.add(line(plan, line));
            return all.get(all.size() - 1).sums();
        });
        for (int indicator = 0; indicator < plan.indicators(); indicator++) {
            changed.add(new TreeSet<>());
        }
    }

    private static Line line(AccountPlan plan, AccountPlan.Line line) {
        return new Line(
                line.indicators(),
                new TimeSliceSums(plan.series(), line.indicators().size(), line.slice(), line.judge()));
    }

    /** The line of an objective; empty where events are counted. */
    Optional<TimeSliceSums> ofObjective(int objective) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(objective).sums());
    }

    Optional<TimeSliceSums> combined() {
        return combined;
    }

    void advanceTo(long millis) {
        all.forEach(line -> line.sums().advanceTo(millis));
    }

    boolean isEmpty() {
        for (Line line : all) {
            if (!line.sums().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Adds the events of the ten seconds that begin at an instant. */
    void add(int indicator, long startMillis, Counts counts) {
        if (all.isEmpty() || counts.total() == 0) {
            return;
        }
        changed.get(indicator).add(startMillis);
        all.forEach(line -> line.add(indicator, startMillis, counts));
    }

    void restore(int indicator, long sliceMillis, long slice, Counts counts) {
        for (Line line : all) {
            if (line.sums().sliceMillis() == sliceMillis) {
                line.add(indicator, slice * sliceMillis, counts);
            }
        }
    }

    /** Hands over the slices of an indicator that have changed; lines with slices of one length share what is stored of them. */
    void drainChanges(int indicator, Account.Changes changes) {
        if (all.isEmpty()) {
            return;
        }
        Set<Long> lengths = new TreeSet<>();
        for (Line line : all) {
            int place = line.indicators().indexOf(indicator);
            if (place >= 0 && lengths.add(line.sums().sliceMillis())) {
                drain(line.sums().raw(place), changed.get(indicator), changes);
            }
        }
        changed.get(indicator).clear();
    }

    private static void drain(SliceRing raw, Set<Long> starts, Account.Changes changes) {
        TreeSet<Long> slices = new TreeSet<>();
        starts.forEach(start -> slices.add(raw.sliceOf(start)));
        for (long slice : slices.tailSet(raw.head() - raw.size(), false)) {
            changes.timeSlice(raw.stepMillis(), slice, raw.size(), raw.slice(slice));
        }
    }

    void forgetChanges() {
        changed.forEach(TreeSet::clear);
    }
}
