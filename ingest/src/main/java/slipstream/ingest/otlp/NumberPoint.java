package slipstream.ingest.otlp;

import java.util.Map;
import slipstream.contract.event.RejectedObservationException;

/** One {@code NumberDataPoint}. Not thread-safe; can be used again and again. */
final class NumberPoint {
    private static final int TIME_NANOS = 3;
    private static final int AS_DOUBLE = 4;
    private static final int AS_INT = 6;
    private static final int ATTRIBUTES = 7;
    private static final int FLAGS = 8;

    /** {@code DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK}. */
    private static final long NO_RECORDED_VALUE = 1;

    private final byte[] payload;
    private final KeptAttributes attributes;
    private final WireReader fields = new WireReader();
    private long timeNanos;
    private double value;
    private boolean isRecorded;

    NumberPoint(byte[] payload, CutCounter cuts) {
        this.payload = payload;
        this.attributes = new KeptAttributes(payload, cuts);
    }

    void read(int from, int to) throws RejectedObservationException {
        attributes.clear();
        timeNanos = 0;
        value = Double.NaN;
        boolean isThere = false;
        isRecorded = true;
        fields.over(payload, from, to);
        while (fields.next()) {
            if (fields.isRange(ATTRIBUTES)) {
                attributes.add(fields.from(), fields.to());
            } else if (fields.isFixed64(TIME_NANOS)) {
                timeNanos = fields.number();
            } else if (fields.isFixed64(AS_DOUBLE)) {
                value = Double.longBitsToDouble(fields.number());
                isThere = true;
            } else if (fields.isFixed64(AS_INT)) {
                value = fields.number();
                isThere = true;
            } else if (fields.isVarint(FLAGS)) {
                isRecorded = (fields.number() & NO_RECORDED_VALUE) == 0;
            }
        }
        isRecorded &= isThere;
    }

    /** Whether anything was measured. */
    boolean hasValue() {
        return isRecorded;
    }

    double value() {
        return value;
    }

    long timeNanos() {
        return timeNanos;
    }

    /** Its attributes, and under them the given ones. */
    Map<String, String> attributes(Map<String, String> under) throws RejectedObservationException {
        return attributes.over(under);
    }
}
