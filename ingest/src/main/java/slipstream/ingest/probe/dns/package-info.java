/**
 * The part of DNS that a probe needs (RFC 1035): a question becomes a message, a message becomes an answer with its records in
 * the form of a zone file. Promised: no message, however it is made, takes more than time in proportion to its length.
 */
package slipstream.ingest.probe.dns;
