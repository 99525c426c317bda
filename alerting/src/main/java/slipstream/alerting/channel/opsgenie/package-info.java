/**
 * Groups of alerts come in, alerts of Opsgenie go out: created under the group's key while it fires, closed when it is over. Opsgenie is
 * being shut down; this is for those who are still on it.
 */
package slipstream.alerting.channel.opsgenie;
