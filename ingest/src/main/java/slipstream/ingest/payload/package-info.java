/**
 * How the bytes of one HTTP body, or of one Kafka record, become observations: what decoders of payloads (own JSON, OTLP, the
 * forms of other log shippers) promise to those who receive them, so that each form is written once for every way in.
 */
package slipstream.ingest.payload;
