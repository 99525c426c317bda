package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be added to slices of one series. Partials are deltas: their order does not matter, and each counts exactly once.
 *
 * <p>Wire form: {@value #WIRE_VERSION}, then each slice: its number less that of the slice before, a byte that says what it has
 * beside total and bad, and those parts in the order of the constants below, numbers as varints.
 *
 * @param slices in ascending order of time
 */
public record Partial(List<Slice> slices) implements PartialRecord {
    static final int WIRE_VERSION = 3;

    /** The same, with offences in some slice: a release that does not know them must not take them for something else. */
    static final int WIRE_VERSION_WITH_OFFENCES = 5;

    private static final int HAS_UNJUDGED = 1;
    private static final int HAS_EXCLUDED = 2;
    private static final int HAS_LATENCIES = 4;
    private static final int HAS_VALUES = 8;
    private static final int HAS_RUNS = 16;
    private static final int HAS_OFFENCES = 32;

    public Partial {
        slices = List.copyOf(slices);
    }

    /**
     * One slice of {@link Tier#TEN_SECONDS}.
     *
     * @param number start of the slice ÷ 10 s since the epoch
     * @param latencies null when no event had a latency
     * @param runs the results of each lane, for rules that look at results in a row
     * @param offences null when no event was bad
     */
    public record Slice(
            long number,
            Counts counts,
            LatencyHistogram latencies,
            Values values,
            Map<String, Run> runs,
            Offences offences) {
        public Slice {
            runs = Map.copyOf(runs);
        }

        /** A slice of which only counts and latencies are kept. */
        public Slice(long number, Counts counts, LatencyHistogram latencies) {
            this(number, counts, latencies, Values.NONE, Map.of());
        }

        /** A slice of which nobody knows why its bad events were bad. */
        public Slice(long number, Counts counts, LatencyHistogram latencies, Values values, Map<String, Run> runs) {
            this(number, counts, latencies, values, runs, null);
        }

        /** Both together, of the same slice. */
        Slice plus(Slice more, int runLength) {
            LatencyHistogram merged = latencies == null ? more.latencies : latencies;
            if (latencies != null && more.latencies != null) {
                merged = LatencyHistogram.ofBytes(latencies.toBytes());
                merged.add(more.latencies);
            }
            Map<String, Run> both = runs;
            if (!more.runs.isEmpty()) {
                both = new TreeMap<>(runs);
                for (Map.Entry<String, Run> run : more.runs.entrySet()) {
                    both.merge(run.getKey(), run.getValue(), (old, next) -> old.plus(next, runLength));
                }
            }
            return new Slice(
                    number, counts.plus(more.counts), merged, values.plus(more.values), both, together(more.offences));
        }

        private Offences together(Offences more) {
            if (offences == null || more == null) {
                return offences == null ? more : offences;
            }
            Offences both = new Offences();
            both.add(offences);
            both.add(more);
            return both;
        }
    }

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean hasOffences = slices.stream().anyMatch(slice -> slice.offences() != null);
        out.write(hasOffences ? WIRE_VERSION_WITH_OFFENCES : WIRE_VERSION);
        long last = 0;
        for (Slice slice : slices) {
            Varint.writeSigned(out, slice.number() - last);
            last = slice.number();
            writeSlice(out, slice);
        }
        return out.toByteArray();
    }

    static Partial read(ByteBuffer in) {
        List<Slice> slices = new ArrayList<>();
        long number = 0;
        while (in.hasRemaining()) {
            number += Varint.readSigned(in);
            slices.add(readSlice(number, in));
        }
        return new Partial(slices);
    }

    static void writeSlice(ByteArrayOutputStream out, Slice slice) {
        Counts counts = slice.counts();
        int has = (counts.unjudged() > 0 ? HAS_UNJUDGED : 0)
                | (counts.excluded() > 0 ? HAS_EXCLUDED : 0)
                | (slice.latencies() != null && !slice.latencies().isEmpty() ? HAS_LATENCIES : 0)
                | (slice.values().count() > 0 ? HAS_VALUES : 0)
                | (slice.runs().isEmpty() ? 0 : HAS_RUNS)
                | (slice.offences() == null ? 0 : HAS_OFFENCES);
        out.write(has);
        writeCounts(out, counts, has);
        if ((has & HAS_LATENCIES) != 0) {
            byte[] latencies = slice.latencies().toBytes();
            Varint.write(out, latencies.length);
            out.writeBytes(latencies);
        }
        if ((has & HAS_VALUES) != 0) {
            writeValues(out, slice.values());
        }
        if ((has & HAS_RUNS) != 0) {
            Varint.write(out, slice.runs().size());
            new TreeMap<>(slice.runs()).forEach((lane, run) -> {
                byte[] name = lane.getBytes(StandardCharsets.UTF_8);
                Varint.write(out, name.length);
                out.writeBytes(name);
                writeRun(out, run);
            });
        }
        if ((has & HAS_OFFENCES) != 0) {
            slice.offences().write(out);
        }
    }

    static Slice readSlice(long number, ByteBuffer in) {
        int has = in.get();
        Counts counts = readCounts(in, has);
        LatencyHistogram latencies = null;
        if ((has & HAS_LATENCIES) != 0) {
            latencies = LatencyHistogram.ofBytes(readBytes(in));
        }
        Values values = (has & HAS_VALUES) != 0 ? readValues(in) : Values.NONE;
        Map<String, Run> runs = Map.of();
        if ((has & HAS_RUNS) != 0) {
            runs = new TreeMap<>();
            for (long lanes = Varint.read(in); lanes > 0; lanes--) {
                String lane = new String(readBytes(in), StandardCharsets.UTF_8);
                runs.put(lane, readRun(in));
            }
        }
        Offences offences = (has & HAS_OFFENCES) != 0 ? Offences.read(in) : null;
        return new Slice(number, counts, latencies, values, runs, offences);
    }

    /** Counts alone, as they stand in the store. */
    static void writeCounts(ByteArrayOutputStream out, Counts counts) {
        int has = (counts.unjudged() > 0 ? HAS_UNJUDGED : 0) | (counts.excluded() > 0 ? HAS_EXCLUDED : 0);
        out.write(has);
        writeCounts(out, counts, has);
    }

    static Counts readCounts(ByteBuffer in) {
        return readCounts(in, in.get());
    }

    private static void writeCounts(ByteArrayOutputStream out, Counts counts, int has) {
        Varint.write(out, counts.total());
        Varint.write(out, counts.bad());
        if ((has & HAS_UNJUDGED) != 0) {
            Varint.write(out, counts.unjudged());
        }
        if ((has & HAS_EXCLUDED) != 0) {
            Varint.write(out, counts.excluded());
            Varint.write(out, counts.excludedBad());
        }
    }

    private static Counts readCounts(ByteBuffer in, int has) {
        long total = Varint.read(in);
        long bad = Varint.read(in);
        long unjudged = (has & HAS_UNJUDGED) != 0 ? Varint.read(in) : 0;
        if ((has & HAS_EXCLUDED) == 0) {
            return new Counts(total, bad, unjudged);
        }
        return new Counts(total, bad, unjudged, Varint.read(in), Varint.read(in));
    }

    static void writeValues(ByteArrayOutputStream out, Values values) {
        Varint.write(out, values.count());
        Varint.writeSigned(out, values.sumHigh());
        Varint.writeSigned(out, values.sumLow());
        ByteBuffer rest = ByteBuffer.allocate(6 * Long.BYTES)
                .putDouble(values.min())
                .putDouble(values.max())
                .putLong(values.firstMillis())
                .putDouble(values.first())
                .putLong(values.lastMillis())
                .putDouble(values.last());
        out.writeBytes(rest.array());
    }

    static Values readValues(ByteBuffer in) {
        return new Values(
                Varint.read(in),
                Varint.readSigned(in),
                Varint.readSigned(in),
                in.getDouble(),
                in.getDouble(),
                in.getLong(),
                in.getDouble(),
                in.getLong(),
                in.getDouble());
    }

    static void writeRun(ByteArrayOutputStream out, Run run) {
        Varint.write(out, run.results().size());
        long last = 0;
        for (Run.Result result : run.results()) {
            Varint.writeSigned(out, ((result.timeMillis() - last) << 1) | (result.isBad() ? 1 : 0));
            last = result.timeMillis();
        }
    }

    static Run readRun(ByteBuffer in) {
        List<Run.Result> results = new ArrayList<>();
        long time = 0;
        for (long left = Varint.read(in); left > 0; left--) {
            long coded = Varint.readSigned(in);
            time += coded >> 1;
            results.add(new Run.Result(time, (coded & 1) == 1));
        }
        return new Run(results);
    }

    static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[(int) Varint.read(in)];
        in.get(bytes);
        return bytes;
    }
}
