/**
 * The world to observations: log lines, probes, HTTP bodies, records of foreign topics and gauges come in, acknowledged records on the observations topic go out. Promised: received = accepted +
 * dropped + dead + pending for each entry, nothing that Kafka has not confirmed counts as taken, and what is sent again can be
 * recognised by its source and sequence.
 */
package slipstream.ingest;
