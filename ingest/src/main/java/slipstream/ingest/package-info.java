/**
 * The world to observations: log files, probes and HTTP bodies come in, acknowledged records on the observations topic go out. Promised: received = accepted +
 * dropped + dead + pending for each entry, nothing that Kafka has not confirmed counts as taken, and what is sent again can be
 * recognised by its source and sequence.
 */
package slipstream.ingest;
