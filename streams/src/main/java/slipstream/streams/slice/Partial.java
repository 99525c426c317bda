package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Counts to be added to slices of one series. Partials are deltas: their order does not matter, and each counts exactly once.
 *
 * <p>Wire form: {@value #WIRE_VERSION}, then for each slice its number less that of the slice before, total, bad, unjudged and
 * the length and bytes of its latency histogram, all as varints.
 *
 * @param slices in ascending order of time
 */
public record Partial(List<Slice> slices) implements PartialRecord {
    static final int WIRE_VERSION = 1;

    public Partial {
        slices = List.copyOf(slices);
    }

    /**
     * One slice of {@link Tier#TEN_SECONDS}.
     *
     * @param number start of the slice ÷ 10 s since the epoch
     * @param latencies null when no event had a latency
     */
    public record Slice(long number, Counts counts, LatencyHistogram latencies) {}

    @Override
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(WIRE_VERSION);
        long last = 0;
        for (Slice slice : slices) {
            Varint.writeSigned(out, slice.number() - last);
            last = slice.number();
            writeCounts(out, slice.counts());
            byte[] latencies =
                    slice.latencies() == null ? new byte[0] : slice.latencies().toBytes();
            Varint.write(out, latencies.length);
            out.writeBytes(latencies);
        }
        return out.toByteArray();
    }

    static Partial read(ByteBuffer in) {
        java.util.ArrayList<Slice> slices = new java.util.ArrayList<>();
        long number = 0;
        while (in.hasRemaining()) {
            number += Varint.readSigned(in);
            Counts counts = readCounts(in);
            byte[] latencies = new byte[(int) Varint.read(in)];
            in.get(latencies);
            slices.add(new Slice(number, counts, latencies.length == 0 ? null : LatencyHistogram.ofBytes(latencies)));
        }
        return new Partial(slices);
    }

    static void writeCounts(ByteArrayOutputStream out, Counts counts) {
        Varint.write(out, counts.total());
        Varint.write(out, counts.bad());
        Varint.write(out, counts.unjudged());
    }

    static Counts readCounts(ByteBuffer in) {
        return new Counts(Varint.read(in), Varint.read(in), Varint.read(in));
    }
}
