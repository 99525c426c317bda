/**
 * Groups of alerts come in, HTTP requests with Alertmanager's webhook payload, version 4, go out. Redirects are not followed,
 * answers are read in part only, and of an address no more than scheme and host is ever shown.
 */
package slipstream.alerting.channel.webhook;
