package slipstream.contract.event;

import java.util.Map;

/**
 * One thing that was seen to happen, in the normal form that every source is turned into before it is counted.
 *
 * <p>Event time travels inside the payload; the Kafka record's own timestamp is the time of ingestion.
 */
public sealed interface Observation
        permits RequestObservation, ProbeResult, ResourceSample, LogRecord, ChangeEvent, VitalSample, Incident {
    /** The latency of an observation that has none. */
    double NO_LATENCY = Double.NaN;

    /** The value, or the limit, of an observation that has none. */
    double NO_VALUE = Double.NaN;

    /** The status of an observation that has none, such as a probe whose connection was refused. */
    int NO_STATUS = 0;

    /** Which of the kinds it is. */
    ObservationType type();

    Origin origin();

    /** Event time in milliseconds since the epoch. */
    long timeMillis();

    /** The service that was observed. */
    String service();

    /** The HTTP status, or {@link #NO_STATUS}. */
    default int status() {
        return NO_STATUS;
    }

    /** From the start to the last byte, in milliseconds, or {@link #NO_LATENCY}. */
    default double latencyMillis() {
        return NO_LATENCY;
    }

    /** What was measured, in the unit of its source, or {@link #NO_VALUE}. */
    default double value() {
        return NO_VALUE;
    }

    /** What {@link #value()} cannot or should not exceed, in the same unit, or {@link #NO_VALUE}. */
    default double limit() {
        return NO_VALUE;
    }

    /** What else is known: name to value, never null, unmodifiable. */
    Map<String, String> attributes();
}
