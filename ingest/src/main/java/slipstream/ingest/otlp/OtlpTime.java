package slipstream.ingest.otlp;

import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/** OTLP's times: nanoseconds since the epoch, without a sign; 0 says that there is none. */
final class OtlpTime {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private OtlpTime() {}

    /**
     * A time in milliseconds.
     *
     * @throws RejectedObservationException when it is 0
     */
    static long millis(String field, long unixNanos) throws RejectedObservationException {
        if (unixNanos == 0) {
            throw new RejectedObservationException(RejectReason.MISSING_FIELD, field, field + " is required");
        }
        return Long.divideUnsigned(unixNanos, NANOS_PER_MILLI);
    }
}
