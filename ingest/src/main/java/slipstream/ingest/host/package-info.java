/**
 * The process itself and its host: heap, collector, threads, CPU, memory and disk go out as samples, for a first try without any exporter. Promised:
 * what the platform does not tell is left out, never guessed.
 */
package slipstream.ingest.host;
