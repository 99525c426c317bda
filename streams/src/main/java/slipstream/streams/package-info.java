/**
 * Observations become slices, slices become budgets, budgets become alerts. {@link slipstream.streams.SlipstreamTopology} is
 * the table of contents.
 */
package slipstream.streams;
