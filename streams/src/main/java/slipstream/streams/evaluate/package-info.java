/**
 * Observations of a file come in; what every window, budget and rule says at each instant goes out. The arithmetic is that of the
 * stream job, without Kafka.
 */
package slipstream.streams.evaluate;
