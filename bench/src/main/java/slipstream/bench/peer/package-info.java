/**
 * Slipstream side by side with what somebody would pick instead. In: traffic that is a function of time, so that every peer
 * sees the same. Out: processor time and the delay from an outage to the alert, as a table and as JSON.
 */
package slipstream.bench.peer;
