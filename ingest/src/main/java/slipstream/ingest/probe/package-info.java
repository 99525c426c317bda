/**
 * Targets named in {@code probes.yml} come in, one probe result for each due slot goes out: success, failure, or the record
 * that there is no evidence. A slow target delays no other, and a pause of this process shows as missed slots.
 */
package slipstream.ingest.probe;
