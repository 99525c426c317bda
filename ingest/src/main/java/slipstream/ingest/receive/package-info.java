/**
 * HTTP bodies come in, observations and dead letters go to the sink, and the answer says for each item what became of it. An
 * answer below 300 is given only after Kafka has confirmed; memory, threads and connections are bounded whatever clients do.
 */
package slipstream.ingest.receive;
