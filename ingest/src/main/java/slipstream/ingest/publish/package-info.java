/** Observations and dead letters come in; acknowledged Kafka records go out. The only producer of the module, and the owner of its counters. */
package slipstream.ingest.publish;
