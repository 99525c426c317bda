/** From the event to what is seen of it, on the running stream job: {@code slipstream bench latency}. */
package slipstream.bench.latency;
