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
    private static final double MICROS_PER_MILLI = 1_000d;

    private int first;
    private long[] counts = {};
    private long size;

    /** Counts one latency, in milliseconds; resolution is one microsecond. */
    public void record(double millis) {
        add(bucketOf((long) Math.rint(millis * MICROS_PER_MILLI)), 1);
    }

    public void add(LatencyHistogram other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] != 0) {
                add(other.first + i, other.counts[i]);
            }
        }
    }

    /** Takes away what was added before. */
    public void subtract(LatencyHistogram other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] != 0) {
                add(other.first + i, -other.counts[i]);
            }
        }
    }

    public void clear() {
        Arrays.fill(counts, 0);
        size = 0;
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
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return OptionalDouble.of(middleOf(first + i) / MICROS_PER_MILLI);
            }
        }
        throw new IllegalStateException("the buckets hold " + seen + " of " + size);
    }

    /** Gaps and counts of the non-empty buckets as varints; empty for an empty histogram. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int last = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                Varint.write(out, first + i - last);
                Varint.write(out, counts[i]);
                last = first + i;
            }
        }
        return out.toByteArray();
    }

    /** The inverse of {@link #toBytes()}. */
    public static LatencyHistogram ofBytes(byte[] bytes) {
        LatencyHistogram histogram = new LatencyHistogram();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int bucket = 0;
        while (in.hasRemaining()) {
            bucket += (int) Varint.read(in);
            histogram.add(bucket, Varint.read(in));
        }
        return histogram;
    }

    private void add(int bucket, long count) {
        makeRoomFor(bucket);
        counts[bucket - first] += count;
        size += count;
    }

    private void makeRoomFor(int bucket) {
        if (counts.length == 0) {
            first = bucket;
            counts = new long[8];
        } else if (bucket < first) {
            int grown = Math.max(first - bucket, Math.min(first, counts.length / 2));
            long[] wider = new long[counts.length + grown];
            System.arraycopy(counts, 0, wider, grown, counts.length);
            first -= grown;
            counts = wider;
        } else if (bucket - first >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(bucket - first + 1, counts.length * 3 / 2));
        }
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
