/**
 * Prometheus exporters: their text is fetched at a fixed rate, and the series that the settings name go out as samples. Promised: what is not named
 * costs a look at its name and nothing else, an answer is read to a bound, and a counter that began again is not taken for a negative increase.
 */
package slipstream.ingest.scrape;
