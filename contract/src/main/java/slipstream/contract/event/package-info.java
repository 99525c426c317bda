/**
 * What happened and what was concluded, as it travels on topics: observations go in, budget statuses, alert events and
 * notifications come out. Every type here is immutable and has one JSON form, guarded by golden files.
 */
package slipstream.contract.event;
