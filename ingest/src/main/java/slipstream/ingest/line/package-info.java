/**
 * One line of text comes in, the observations that it tells of go out. What a person pasted (a {@code log_format}, a
 * {@code LogFormat}, the name of a known format) is compiled once into a {@link slipstream.ingest.line.LineFormat}. Promised: a
 * line costs a bounded number of steps, and one that is not understood is refused with what was expected.
 */
package slipstream.ingest.line;
