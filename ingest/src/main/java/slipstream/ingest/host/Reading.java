package slipstream.ingest.host;

/**
 * One thing that was measured.
 *
 * @param limit what it can grow to, or {@link slipstream.contract.event.Observation#NO_VALUE}
 */
record Reading(String resource, double value, double limit) {}
