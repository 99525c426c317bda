package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import slipstream.contract.event.Observation;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.LatencyHistogram;
import slipstream.streams.slice.Offences;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.Run;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.slice.Values;

/**
 * Adds verdicts up on the heap, per series and slice of ten seconds, until they are drained. It is empty at each commit, so
 * it needs no changelog. Mutable, not thread-safe.
 */
final class Accumulator {
    /** A partial of so many slices stays far below the largest record. */
    private static final int SLICES_PER_PARTIAL = 256;

    /** A slice with offences can be as long as so many without: sixteen causes of some hundred bytes, and three positions. */
    private static final int SLICES_FOR_OFFENCES = 16;

    private final List<OfSeries> touched = new ArrayList<>();
    private final Map<SeriesKey, OfSeries> groups = new HashMap<>();
    private final Causes causes = new Causes();

    /** A place for the sums of a series that lasts. */
    OfSeries open(SeriesKey key) {
        return new OfSeries(key);
    }

    /** The place for the sums of a group, until it is drained. */
    OfSeries ofGroup(SeriesKey key) {
        return groups.computeIfAbsent(key, OfSeries::new);
    }

    /** Hands over what was added up, each series in ascending order of time, and starts anew. */
    void drain(BiConsumer<SeriesKey, Partial> sink) {
        for (OfSeries sums : touched) {
            List<Partial.Slice> slices = sums.take();
            int from = 0;
            while (from < slices.size()) {
                int to = endOfPartial(slices, from);
                sink.accept(sums.key, new Partial(slices.subList(from, to)));
                from = to;
            }
        }
        touched.clear();
        groups.clear();
    }

    private static int endOfPartial(List<Partial.Slice> slices, int from) {
        int room = SLICES_PER_PARTIAL;
        int to = from;
        while (to < slices.size() && room > 0) {
            room -= slices.get(to).offences() == null ? 1 : SLICES_FOR_OFFENCES;
            to++;
        }
        return to;
    }

    /** The slices of one series; the one added to last is at hand, because most events follow each other closely. */
    final class OfSeries {
        private final SeriesKey key;
        private final TreeMap<Long, Sum> slices = new TreeMap<>();
        private long lastNumber;
        private Sum last;

        private OfSeries(SeriesKey key) {
            this.key = key;
        }

        /** @param slice the number of the slice of ten seconds that the observation falls into */
        void add(long slice, CompiledSeries series, Observation observation, long verdict) {
            if (last == null || slice != lastNumber) {
                if (slices.isEmpty()) {
                    touched.add(this);
                }
                last = slices.computeIfAbsent(slice, n -> new Sum());
                lastNumber = slice;
            }
            last.add(series, observation, verdict, causes);
        }

        private List<Partial.Slice> take() {
            List<Partial.Slice> taken = new ArrayList<>(slices.size());
            slices.forEach((number, sum) -> taken.add(sum.toSlice(number)));
            slices.clear();
            last = null;
            return taken;
        }
    }

    /** The sum of one slice while it grows. */
    private static final class Sum {
        private long total;
        private long bad;
        private long unjudged;
        private long excluded;
        private long excludedBad;
        private LatencyHistogram latencies;
        private Values values = Values.NONE;
        private Map<String, Run> runs = Map.of();
        private Offences offences;

        void add(CompiledSeries series, Observation observation, long verdict, Causes causes) {
            if (verdict == Verdict.UNJUDGED) {
                unjudged++;
                return;
            }
            if (series.isExcluded(observation.timeMillis())) {
                excluded += series.unit();
                excludedBad += verdict;
                return;
            }
            total += series.unit();
            bad += verdict;
            if (verdict > 0) {
                addOffence(causes.of(observation), observation);
            }
            double measured = series.measured(observation);
            if (!Double.isNaN(measured)) {
                if (latencies == null) {
                    latencies = new LatencyHistogram();
                }
                latencies.record(measured);
            }
            double value = series.value(observation);
            if (!Double.isNaN(value)) {
                values = values.plus(Values.of(observation.timeMillis(), value));
            }
            if (series.runLength() > 0) {
                addResult(series, observation, verdict);
            }
        }

        private void addOffence(String cause, Observation observation) {
            if (offences == null) {
                offences = new Offences();
            }
            offences.add(
                    cause, observation.origin().source(), observation.origin().sequence(), observation.timeMillis());
        }

        private void addResult(CompiledSeries series, Observation observation, long verdict) {
            if (runs.isEmpty()) {
                runs = new HashMap<>();
            }
            runs.merge(
                    series.lane(observation),
                    Run.of(observation.timeMillis(), verdict > 0),
                    (old, more) -> old.plus(more, series.runLength()));
        }

        Partial.Slice toSlice(long number) {
            return new Partial.Slice(
                    number, new Counts(total, bad, unjudged, excluded, excludedBad), latencies, values, runs, offences);
        }
    }
}
