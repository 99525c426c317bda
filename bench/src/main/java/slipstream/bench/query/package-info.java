/** What it costs to ask how thousands of objectives stand, and to begin again from nothing but the changelog. */
package slipstream.bench.query;
