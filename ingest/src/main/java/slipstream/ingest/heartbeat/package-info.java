/**
 * Jobs that tell us that they ran: a beat comes in over HTTP, and each due interval leaves a probe result, a failure when no beat came.
 * Promised: every due interval leaves exactly one result, also over a restart.
 */
package slipstream.ingest.heartbeat;
