package slipstream.bench.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipstream.contract.event.RequestObservation;

/** What must come out, counted beside the production of the requests with plain comparisons. Not thread-safe. */
public final class Truth {
    /** The length of the slices that are compared. */
    public static final long SLICE_MILLIS = 10_000;

    private final Map<String, List<Slo>> slosByService = new HashMap<>();
    private final Map<String, Counts> bySlo = new HashMap<>();
    private final Map<String, Map<Long, Counts>> bySlice = new HashMap<>();
    private long events;
    private long serverErrors;
    private long counted;

    /** Counts that grow. */
    public static final class Counts {
        private long total;
        private long bad;

        /** Adds one event, or more that were counted elsewhere. */
        public void add(long moreTotal, long moreBad) {
            total += moreTotal;
            bad += moreBad;
        }

        public long total() {
            return total;
        }

        public long bad() {
            return bad;
        }
    }

    public Truth(List<Slo> slos) {
        for (Slo slo : slos) {
            slosByService
                    .computeIfAbsent(slo.service(), service -> new ArrayList<>())
                    .add(slo);
            bySlo.put(slo.name(), new Counts());
            bySlice.put(slo.name(), new TreeMap<>());
        }
    }

    public void count(RequestObservation request) {
        events++;
        if (request.status() >= 500) {
            serverErrors++;
        }
        long slice = request.timeMillis() - Math.floorMod(request.timeMillis(), SLICE_MILLIS);
        for (Slo slo : slosByService.getOrDefault(request.service(), List.of())) {
            if (slo.selects(request)) {
                counted++;
                int bad = slo.isBad(request.status(), request.latencyMillis()) ? 1 : 0;
                bySlo.get(slo.name()).add(1, bad);
                bySlice.get(slo.name())
                        .computeIfAbsent(slice, start -> new Counts())
                        .add(1, bad);
            }
        }
    }

    /** How many requests there were. */
    public long events() {
        return events;
    }

    /** How many of them failed with a status of 500 or more. */
    public long serverErrors() {
        return serverErrors;
    }

    /** How many times a request counted for an SLO. */
    public long counted() {
        return counted;
    }

    /** The counts of each SLO. */
    public Map<String, Counts> bySlo() {
        return bySlo;
    }

    /** The counts of one SLO for each slice in which there was a request, by the slice's start. */
    public Map<Long, Counts> slices(String slo) {
        return bySlice.get(slo);
    }

    /**
     * The counts of one SLO for each window in which there was a request, by the window's start; one begins every ten seconds.
     *
     * @param sizeMillis how long a window is, a multiple of ten seconds
     */
    public Map<Long, Counts> windows(String slo, long sizeMillis) {
        Map<Long, Counts> windows = new TreeMap<>();
        slices(slo).forEach((slice, counts) -> {
            for (long start = slice; start > slice - sizeMillis; start -= SLICE_MILLIS) {
                windows.computeIfAbsent(start, at -> new Counts()).add(counts.total(), counts.bad());
            }
        });
        return windows;
    }
}
