/**
 * What a way into an HTTP server is made of: the {@link slipstream.ingest.door.Door} itself, what it may refuse and how it
 * answers, and the reading of JSON bodies into observations. No server and no sockets; those are in {@code receive}.
 */
package slipstream.ingest.door;
