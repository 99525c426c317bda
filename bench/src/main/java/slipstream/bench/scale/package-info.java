/** What an event costs as definitions, series, threads and instances grow: {@code slipstream bench scale}. */
package slipstream.bench.scale;
