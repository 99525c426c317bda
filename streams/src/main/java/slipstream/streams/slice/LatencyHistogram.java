package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/**
 * Latencies in logarithmic buckets: 32 to each doubling, so that any quantile is off by at most 1.6 % of its value. Two
 * histograms can be added and, because counts are whole numbers, exactly subtracted again, which is what lets a window move
 * in constant time. Mutable, not thread-safe.
 *
 * <p>Bucket of v microseconds, v ≥ 32: with e = floor(log2 v), index = 32·(e − 5) + (v &gt;&gt; (e − 5)); below 32 the index is v. A
 * bucket [lo, lo + 2^(e−5)) answers with its middle, at most 2^(e−6) from any member, and 2^(e−6) / 2^e = 1/64 = 1.6 %.
 */
public final class LatencyHistogram {
    private static final int SUB_BUCKETS = 32;
    private static final int SUB_BUCKET_BITS = 5;

    /** One for each microsecond below 32, then 32 for each of the doublings up to 2⁶³. */
    private static final int BUCKETS = SUB_BUCKETS * (64 - SUB_BUCKET_BITS);

    private static final double MICROS_PER_MILLI = 1_000d;

    private final Slots counts = new Slots(BUCKETS);
    private long size;
    private long sumMicros;

    /** Counts one latency, in milliseconds; resolution is one microsecond. */
    public void record(double millis) {
        long micros = Math.max(0, (long) Math.rint(millis * MICROS_PER_MILLI));
        add(bucketOf(micros), 1);
        sumMicros += micros;
    }

    public void add(LatencyHistogram other) {
        for (int bucket = other.counts.next(0); bucket >= 0; bucket = other.counts.next(bucket + 1)) {
            add(bucket, other.counts.get(bucket));
        }
        sumMicros += other.sumMicros;
    }

    /** Takes away what was added before. */
    public void subtract(LatencyHistogram other) {
        for (int bucket = other.counts.next(0); bucket >= 0; bucket = other.counts.next(bucket + 1)) {
            add(bucket, -other.counts.get(bucket));
        }
        sumMicros -= other.sumMicros;
    }

    public void clear() {
        counts.clear();
        size = 0;
        sumMicros = 0;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** How many latencies were counted. */
    public long size() {
        return size;
    }

    /**
     * The value at rank ceil(q · n), in milliseconds, with at most 1.6 % relative error; empty when nothing was counted.
     *
     * @param q above 0, at most 1
     */
    public OptionalDouble quantileMillis(double q) {
        if (size == 0) {
            return OptionalDouble.empty();
        }
        long rank = Math.max(1, (long) Math.ceil(Math.nextDown(q) * size));
        long seen = 0;
        for (int bucket = counts.next(0); bucket >= 0; bucket = counts.next(bucket + 1)) {
            seen += counts.get(bucket);
            if (seen >= rank) {
                return OptionalDouble.of(middleOf(bucket) / MICROS_PER_MILLI);
            }
        }
        throw new IllegalStateException("the buckets hold " + seen + " of " + size);
    }

    /** The mean, exact to the microsecond; empty when nothing was counted. */
    public OptionalDouble meanMillis() {
        return size == 0 ? OptionalDouble.empty() : OptionalDouble.of(sumMicros / MICROS_PER_MILLI / size);
    }

    /** The sum, where the counts begin, how many there are from there to the last, and they; nothing for an empty histogram. */
    public byte[] toBytes() {
        return Packed.NONE.plus(this).toBytes();
    }

    /** The bytes of this and of another together, which need not be made a histogram for that. */
    byte[] toBytesWith(byte[] other) {
        return Packed.ofBytes(other).plus(this).toBytes();
    }

    /** The inverse of {@link #toBytes()}. */
    public static LatencyHistogram ofBytes(byte[] bytes) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(Packed.ofBytes(bytes), 1);
        return histogram;
    }

    /** Takes away what was added before, given as bytes. */
    void subtract(byte[] bytes) {
        add(Packed.ofBytes(bytes), -1);
    }

    private void add(Packed other, int sign) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] != 0) {
                add(other.from + i, sign * other.counts[i]);
            }
        }
        sumMicros += sign * other.sumMicros;
    }

    /** A histogram on its way to bytes or from there: all counts from one bucket on. */
    private static final class Packed {
        private static final Packed NONE = new Packed(0, 0, new long[0]);

        private final long sumMicros;
        private final int from;
        private final long[] counts;

        private Packed(long sumMicros, int from, long[] counts) {
            this.sumMicros = sumMicros;
            this.from = from;
            this.counts = counts;
        }

        static Packed ofBytes(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (!in.hasRemaining()) {
                return NONE;
            }
            long sumMicros = Varint.read(in);
            long from = Varint.read(in) * PackedCounts.BLOCK;
            long length = Varint.read(in);
            if (from < 0 || length < 1 || length > BUCKETS || from > BUCKETS - length) {
                throw new IllegalArgumentException("there are no " + length + " buckets from " + from);
            }
            return new Packed(sumMicros, (int) from, PackedCounts.unpack(in, (int) length));
        }

        Packed plus(LatencyHistogram more) {
            int first = more.counts.next(0);
            if (first < 0) {
                return this;
            }
            int last = first;
            for (int bucket = first; bucket >= 0; bucket = more.counts.next(bucket + 1)) {
                last = bucket;
            }
            int begin = first / PackedCounts.BLOCK * PackedCounts.BLOCK;
            int end = last + 1;
            if (counts.length > 0) {
                begin = Math.min(begin, from);
                end = Math.max(end, from + counts.length);
            }
            long[] both = new long[end - begin];
            System.arraycopy(counts, 0, both, counts.length == 0 ? 0 : from - begin, counts.length);
            for (int bucket = first; bucket >= 0; bucket = more.counts.next(bucket + 1)) {
                both[bucket - begin] += more.counts.get(bucket);
            }
            return new Packed(sumMicros + more.sumMicros, begin, both);
        }

        byte[] toBytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (counts.length > 0) {
                Varint.write(out, sumMicros);
                Varint.write(out, from / PackedCounts.BLOCK);
                Varint.write(out, counts.length);
                out.writeBytes(PackedCounts.pack(counts));
            }
            return out.toByteArray();
        }
    }

    private void add(int bucket, long count) {
        counts.set(bucket, counts.get(bucket) + count);
        size += count;
    }

    private static int bucketOf(long micros) {
        if (micros < SUB_BUCKETS) {
            return (int) Math.max(0, micros);
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BUCKET_BITS;
        return SUB_BUCKETS * shift + (int) (micros >>> shift);
    }

    private static double middleOf(int bucket) {
        if (bucket < 2 * SUB_BUCKETS) {
            return bucket;
        }
        int shift = bucket / SUB_BUCKETS - 1;
        long low = (long) (bucket - SUB_BUCKETS * shift) << shift;
        return low + ((1L << shift) - 1) / 2d;
    }
}
