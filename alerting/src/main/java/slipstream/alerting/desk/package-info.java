/**
 * What is known of alerts, silences and incidents right now, and what people do about them. The rooms that answer people (the API, the
 * commands) see alerting through this door only.
 */
package slipstream.alerting.desk;
