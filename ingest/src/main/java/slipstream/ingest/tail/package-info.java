/**
 * Log files come in, line by line; observations and dead letters go out to the {@link slipstream.ingest.publish.ObservationSink}.
 * Promised: a file's position moves on only over lines that the broker has confirmed, a line that is read again after a crash
 * carries the same source and sequence, and memory does not depend on the length of a line or of a file.
 */
package slipstream.ingest.tail;
