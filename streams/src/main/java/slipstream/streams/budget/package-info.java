/** Readings of windows come in; burn rates, what is left of each budget, and budget statuses go out. */
package slipstream.streams.budget;
