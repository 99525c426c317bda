package slipstream.streams.slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int first = counts.next(0);
        if (first < 0) {
            return out.toByteArray();
        }
        int from = first / PackedCounts.BLOCK * PackedCounts.BLOCK;
        long[] packed = new long[BUCKETS - from];
        int length = 0;
        for (int bucket = first; bucket >= 0; bucket = counts.next(bucket + 1)) {
            packed[bucket - from] = counts.get(bucket);
            length = bucket - from + 1;
        }
        Varint.write(out, sumMicros);
        Varint.write(out, from / PackedCounts.BLOCK);
        Varint.write(out, length);
        out.writeBytes(PackedCounts.pack(Arrays.copyOf(packed, length)));
        return out.toByteArray();
    }

    /** The inverse of {@link #toBytes()}. */
    public static LatencyHistogram ofBytes(byte[] bytes) {
        LatencyHistogram histogram = new LatencyHistogram();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (!in.hasRemaining()) {
            return histogram;
        }
        histogram.sumMicros = Varint.read(in);
        long from = Varint.read(in) * PackedCounts.BLOCK;
        long length = Varint.read(in);
        if (from < 0 || length < 1 || length > BUCKETS || from > BUCKETS - length) {
            throw new IllegalArgumentException("there are no " + length + " buckets from " + from);
        }
        long[] unpacked = PackedCounts.unpack(in, (int) length);
        for (int i = 0; i < unpacked.length; i++) {
            if (unpacked[i] != 0) {
                histogram.add((int) from + i, unpacked[i]);
            }
        }
        return histogram;
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
