/**
 * A way of telling somebody. A group of alerts comes in, what became of the attempt goes out as a value: delivered, to be
 * tried again, or rejected. Each channel has a package of its own with its settings, its rendering and its sending.
 */
package slipstream.alerting.channel;
