/** What everything that observations come from has in common: how it is made, started, asked how it is, and closed. */
package slipstream.ingest.source;
