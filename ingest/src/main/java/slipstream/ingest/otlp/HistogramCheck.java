package slipstream.ingest.otlp;

import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/** Refuses histograms that no sender can mean, so that a broken exporter is noticed although histograms are not counted. Not thread-safe. */
final class HistogramCheck {
    private static final int BUCKET_COUNTS = 6;
    private static final int SCALE = 6;
    private static final int POSITIVE = 8;
    private static final int NEGATIVE = 9;
    private static final int EXPONENTIAL_COUNTS = 2;

    /** The scales that the SDK specification lets an exporter use. */
    private static final int MIN_SCALE = -10;

    private static final int MAX_SCALE = 20;

    private final byte[] payload;
    private final WireReader point = new WireReader();
    private final WireReader buckets = new WireReader();
    private final WireReader counts = new WireReader();

    HistogramCheck(byte[] payload) {
        this.payload = payload;
    }

    void check(String name, int from, int to) throws RejectedObservationException {
        point.over(payload, from, to);
        while (point.next()) {
            if (point.isFixed64(BUCKET_COUNTS)) {
                checkCount(name, point.number());
            } else if (point.isRange(BUCKET_COUNTS)) {
                counts.over(payload, point.from(), point.to());
                while (counts.hasMore()) {
                    checkCount(name, counts.packedFixed64());
                }
            }
        }
    }

    void checkExponential(String name, int from, int to) throws RejectedObservationException {
        point.over(payload, from, to);
        while (point.next()) {
            if (point.isVarint(SCALE)) {
                checkScale(name, point.number());
            } else if (point.isRange(POSITIVE) || point.isRange(NEGATIVE)) {
                checkBuckets(name, point.from(), point.to());
            }
        }
    }

    private void checkBuckets(String name, int from, int to) throws RejectedObservationException {
        buckets.over(payload, from, to);
        while (buckets.next()) {
            if (buckets.isVarint(EXPONENTIAL_COUNTS)) {
                checkCount(name, buckets.number());
            } else if (buckets.isRange(EXPONENTIAL_COUNTS)) {
                counts.over(payload, buckets.from(), buckets.to());
                while (counts.hasMore()) {
                    checkCount(name, counts.packedVarint());
                }
            }
        }
    }

    /** @param zigzag as sint32 is written */
    private static void checkScale(String name, long zigzag) throws RejectedObservationException {
        long scale = (zigzag >>> 1) ^ -(zigzag & 1);
        if (scale < MIN_SCALE || scale > MAX_SCALE) {
            throw outOfRange(
                    "scale", "the scale of " + name + " is " + scale + ", outside " + MIN_SCALE + " to " + MAX_SCALE);
        }
    }

    private static void checkCount(String name, long count) throws RejectedObservationException {
        if (count < 0) {
            throw outOfRange("bucketCounts", "a bucket of " + name + " has the count " + count + ", below 0");
        }
    }

    private static RejectedObservationException outOfRange(String field, String message) {
        return new RejectedObservationException(RejectReason.VALUE_OUT_OF_RANGE, field, message);
    }
}
