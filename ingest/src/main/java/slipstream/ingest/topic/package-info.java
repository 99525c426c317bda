/**
 * Anyone's Kafka topics: records come in as other programs wrote them, observations go out. What a record holds is told from the record itself.
 * Promised: an offset is committed only when the broker has confirmed everything that came of the records before it; a record that is read twice
 * has the same source and sequences; what is not understood is a dead letter, never an end.
 */
package slipstream.ingest.topic;
