/**
 * What people and programs see: the query API, the live page, health and metrics, over one HTTP server.
 *
 * <p>In come the last budget status of each SLO and the last transition of each alert, read from their compacted topics into
 * {@link slipstream.streams.query.StatusView}; slices are asked of the stream job through {@link
 * slipstream.streams.query.SliceReader}. Out go JSON, server-sent events and the page. Nothing is computed here that the
 * stream job has not counted, and nothing can be changed from here. A grouped SLO speaks for the group that has the least budget
 * left. An SLO without any event says {@code no_evidence}, never
 * that it is well.
 */
package slipstream.streams.query;
