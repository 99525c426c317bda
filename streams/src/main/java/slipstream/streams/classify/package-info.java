/**
 * Observations come in; partials keyed by series go out, and what cannot be counted goes to the dead letters. Each observation
 * is matched against the indicators, judged good or bad, and added up on the heap until the task commits.
 */
package slipstream.streams.classify;
