package slipstream.contract.event;

import java.util.Map;

/**
 * One thing that was seen to happen, in the normal form that every source is turned into before it is counted.
 *
 * <p>Event time travels inside the payload; the Kafka record's own timestamp is the time of ingestion.
 */
public sealed interface Observation permits RequestObservation, ProbeResult {
    /** The latency of an observation that has none. */
    double NO_LATENCY = Double.NaN;

    /** The status of an observation that has none, such as a probe whose connection was refused. */
    int NO_STATUS = 0;

    Origin origin();

    /** Event time in milliseconds since the epoch. */
    long timeMillis();

    /** The service that was observed. */
    String service();

    /** The HTTP status, or {@link #NO_STATUS}. */
    int status();

    /** From the start to the last byte, in milliseconds, or {@link #NO_LATENCY}. */
    double latencyMillis();

    /** What else is known: name to value, never null, unmodifiable. */
    Map<String, String> attributes();
}
