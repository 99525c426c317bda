/** Every store of the stream job, once, and the one hook into its transaction. */
package slipstream.streams.store;
