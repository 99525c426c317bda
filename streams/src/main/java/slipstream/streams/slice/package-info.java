/**
 * Partials come in, keyed by series; exact window sums go out. Partials are added to slices, slices are summed over windows
 * in constant time, and every sum equals what a second count over the raw events would give.
 */
package slipstream.streams.slice;
